import type { Words } from './words.js';

export const kea: Words = {
  numbers: 'un, dos, tres, kuatu, sinku, seis/sax, seti, oitu, novi',
  choice: 'opson | numeru',
  coming: `
    sin | klaru (ki sin) | sertu | n/nu ta bai | n/nu ta ben | n/nu sta bai | n/nu ta sta la | n ta txiga | n pode/podi bai/ben | n ta konfirma | konfirmadu | n ka ta falta
  `,
  no: 'nau | não',
  not_coming: `
    n/nu ka ta bai | n/nu ka ta ben | n/nu ka pode/podi bai/ben | n/nu ka ta pode/podi bai/ben | n ka ta konsigi bai/ben
  `,
  cancel: 'kansela | kansela nha konsulta/marsason | n kre/meste/presiza kansela (nha konsulta)',
  stop: 'basta',
  plea: `
    para (di) manda m/me mensaji | para (di) mandam mensaji | ka bu/nhos manda m mensaji (mas) | ka bu/nhos mandam mensaji (mas) | ka bu/nhos skrebe m (mas) | ka bu/nhos skrebem (mas)
    n ka kre (mas/risebe) mensaji (mas) | tra m di lista | tram di lista | dexa m sukegadu | dexam sukegadu | dexa m en pas | dexam en pas
  `,
  wrong_number: 'numeru eradu',
  unless: 'si | kandu | fla',
  start: 'n kre (torna) risebe mensaji (otu bes)',
  help: 'juda | djuda | djuda m | djudam | n meste djuda | n presiza (di) djuda/juda | informason',
  thanks: `
    (txeu) obrigadu/obrigada | brigadu | brigada | (sta/ta) dretu | sta bon | tudu dretu | n ntende | ka ten problema | nhor des ta abensua u/nu | nhor des ta abensuau
  `,
  please: 'pur favor | fasi favor',
  courtesy: 'bon dia | boa tardi/noti | oi | ola | diskulpa | diskulpam | si deus kre | si nhor des kre',
};
