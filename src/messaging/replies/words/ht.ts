import type { Words } from './words.js';

export const ht: Words = {
  numbers: 'youn/yon/en, de, twa, kat, senk, sis, sèt, uit/wit, nèf',
  choice: 'opsyon | nimewo',
  coming: `
    wi | men wi | (mwen/m) ap vini | map vini | mwen/m pral vini | (mwen/m) ap la | map la | n ap vini | nap vini | n ap la | nap la | m ap prezan | map prezan
    (mwen/m) konfime | mwen/m ka vini | m pap manke | m p ap manke | mwen p ap manke | mwen pap manke
  `,
  no: 'non',
  not_coming: `
    mwen/m pa ka (vini) | mwen/m pa kapab (vini) | mwen/m pap vini | mwen/m p ap vini | mwen/m pap ka/kapab vini | mwen/m p ap ka/kapab vini
    nou pa ka vini | nou pap vini | nou p ap vini | nou pap ka vini
  `,
  cancel: `
    anile | anile randevou (mwen/m/a) | mwen/m vle anile (randevou) (mwen/m/a) | mwen/m bezwen anile (randevou) (mwen/m/a)
  `,
  stop: 'sispann | rete | ase',
  plea: `
    sispann voye mesaj (ban mwen/ban m/yo) | sispann voye mesaj sou telefòn mwen/m | sispann ekri m/mwen | pa voye mesaj (ban mwen/ban m) (ankò) | pa ekri m/mwen (ankò)
    mwen/m pa vle (resevwa) mesaj (ankò) | wete/retire m/mwen sou/nan lis la | wete/efase nimewo m/mwen (sou lis la) | kite m/mwen anpè/trankil
  `,
  wrong_number: '(se) move nimewo',
  unless: 'si | lè | di',
  start: 'mwen/m vle resevwa mesaj (yo) ankò | kòmanse voye mesaj ban mwen/m ankò',
  help: 'èd | ede m/mwen | mwen/m bezwen èd | enfòmasyon',
  thanks: `
    mèsi (anpil) | dakò | trè byen | byen | mwen/m konprann | pa gen pwoblèm | bondye beni w/nou/ou
  `,
  please: 'tanpri | souple | silvouplè',
  courtesy: 'bonjou | bonswa | alo | padon | eskize m/mwen | mwen/m regrèt | si dye/bondye vle | mesye | madanm',
};
