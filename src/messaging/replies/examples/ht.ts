import type { Examples } from './examples.js';

export const ht: Examples = {
  one: 'youn | Yon | en | opsyon 1',
  two: 'de | De | opsyon 2',
  three: 'twa',
  coming: `
    wi | Wi | WI | wi. | wiii | Wi mèsi | wi m ap vini | Wi, m ap vini | wi map vini | m ap vini | M'ap vini | map vini | Mwen ap vini | mwen pral vini
    M ap la | map la | m'ap la | mwen ap la | Wi m ap la | N ap vini | n ap la | m ap prezan | Bonjou, wi m ap vini | Bonswa map vini mèsi | mwen konfime | Konfime
    mwen ka vini | m ka vini | wi m ka vini | m ap vini si Dye vle | 1 m ap vini | 1 wi | dakò m ap vini | Ok m ap la
    m pap manke | mwen p ap manke
  `,
  not_coming: `
    non | Non | NON | non. | nonnn | non m pa ka | m pa ka | mwen pa ka | m pa ka vini | M pa ka vini | mwen pa ka vini | Mwen pa kapab vini | m pa kapab
    m pap vini | M pap ka vini | mwen p ap vini | m p ap ka vini | mwen pap kapab vini | nou pa ka vini | Non, m pa ka vini | Padon m pa ka vini | Bonjou, mwen pa ka vini
    m regrèt m pa ka vini | eskize m m pa ka vini | anile | Anile randevou mwen | anile randevou m tanpri | mwen vle anile | mwen bezwen anile randevou mwen | 2 m pa ka vini
  `,
  stop: `
    STOP | sispann | Sispann tanpri | rete | sispann voye mesaj ban mwen | Sispann voye mesaj | sispann ekri m | Tanpri sispann voye mesaj ban mwen | pa voye mesaj ban mwen ankò
    pa voye mesaj ankò | Pa ekri m ankò | mwen pa vle mesaj ankò | m pa vle resevwa mesaj ankò | wete m sou lis la | retire m nan lis la | wete nimewo m | kite m anpè | kite m trankil
    Sispann voye mesaj sou telefòn mwen | move nimewo, sispann voye mesaj ban mwen | Ki moun sa a? Sispann ekri m!
  `,
  start: 'mwen vle resevwa mesaj ankò | kòmanse voye mesaj ban mwen ankò',
  help: 'èd | ed | Ede m | ede mwen | mwen bezwen èd | enfòmasyon | m bezwen èd tanpri',
  thanks:
    'mèsi | mesi | Mèsi anpil | mesi anpil | ok mèsi | dakò | oke | Bondye beni w | mwen konprann | pa gen pwoblèm | trè byen | pa gen pwoblem',
  unclear: `
    non anile | mwen pa ka anile | de moun | en minit | m pa la | rete la | non mèsi | Non, mesi | non m ap vini | Non, map vini | wi non | m pa konnen | M poko konnen | m pa konprann | m pa resevwa adrès la | m ap vini men mari m pa ka vini
    wi men m ap an reta | m ap an reta | ki lè | Ki lè? | ki kote | Ki kote sa ye? | ki adrès la | èske m ka vini ak pitit mwen? | mwen ta renmen chanje lè a | chanje randevou
    m vle chanje dat la | petèt | m ap eseye | mwen panse wi | pa anile | Pa anile randevou mwen | m pa vle anile | 2 moun | nou se de | a dezè | a 2 | youn oswa de
    pitit mwen p ap vini | li pa ka vini | m ap travay jou sa a | m malad | yo arete mari m | èske imigrasyon ap la? | Bonjou | bonswa | ki moun sa | rele m tanpri
    pa sispann voye mesaj ban mwen | sispann rele m | bis la kanpe la? | move nimewo | m pap ka vini a 10è | m pa gen machin | anyen
  `,
};
