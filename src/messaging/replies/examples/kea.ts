import type { Examples } from './examples.js';

export const kea: Examples = {
  one: 'un | Un | opson 1',
  two: 'dos | dôs | opson 2',
  three: 'tres',
  coming: `
    sin | Sin | SIN | sin. | sinnn | Sin, obrigadu | sin N ta bai | Sin, n ta bai | N ta bai | n ta bai | N ta ben | n ta ben | N sta bai | n ta sta la | N ta sta la | Sin n ta sta la | n ta txiga | N pode bai | n podi bai | N ta konfirma | konfirmadu
    Bon dia, sin n ta bai | bon dia n ta ben | boa tardi, N ta sta la si Deus krê | Nu ta bai | nu ta ben | 1 n ta bai | 1 sin | ok n ta bai | klaru | klaru ki sin | sertu n ta bai | N ka ta falta | n ka ta falta
  `,
  not_coming: `
    nau | Nau | NAU | nau. | não | nau n ka ta bai | N ka ta bai | n ka ta bai | N ka ta ben | n ka ta ben | N ka pode bai | n ka pode bai | n ka podi bai | N ka pode ben | n ka podi ben | N ka ta pode bai | n ka ta podi bai
    Nau, n ka pode bai | Diskulpa, n ka pode bai | diskulpa n ka podi bai | Bon dia, n ka ta pode bai | Nu ka ta bai | nu ka pode bai | N ka ta konsigi bai | kansela | Kansela nha konsulta | N kre kansela | n meste kansela | 2 n ka ta bai
  `,
  stop: `
    STOP | basta | Para di manda-m mensaji | para di mandam mensaji | Para manda-m mensaji | ka bu manda-m mensaji | ka bu mandam mensaji mas | Ka nhos manda-m mensaji | ka nhos mandam mensaji mas | N ka kre mensaji | n ka kre risebe mensaji mas
    N ka kre mas mensaji | tra-m di lista | tram di lista | Dexa-m sukegadu | dexam en pas | Numeru eradu, para di manda-m mensaji | Ken ki e? Para di mandam mensaji! | ka bu skrebe-m mas
  `,
  start: 'N kre risebe mensaji otu bes | N kre torna risebe mensaji',
  help: 'juda | djuda | Djuda-m | djudam | n meste djuda | N presiza di juda | informason',
  thanks:
    'obrigadu | obrigada | brigadu | Txeu obrigadu | ok obrigadu | sta dretu | Ta dretu | sta bon | tudu dretu | Nhor Des ta abensuau | dretu | ka ten problema | N ntende',
  unclear: `
    para | nau kansela | n ka pode kansela | n ka ta bai tardi | dos di nos | nau obrigadu | Nau, obrigadu | nau n ta bai | Nau, n ta bai | sin nau | n ka sabe | N ka sabe inda | n ka ntende | n ka risebe morada | N ta bai mas nha maridu ka ta bai | sin mas n ta txiga tardi | n sta atrazadu
    undi ki e | Undi? | ki ora | ki ora ki e? | n pode leba nha fidju? | N kre muda ora | n kre muda dia | talves | N ta xinti ma sin | n ta tenta | ka kansela | Ka nhos kansela nha konsulta | n ka kre kansela | 2 algen | nos e dos | dos ora
    un o dos | nha fidju ka ta bai | el ka pode bai | n ta trabadja kel dia | n sta duenti | prende nha maridu | imigrason sta la? | Bon dia | Oi | ken ki e | txoma-m | ka bu para di mandam mensaji | numeru eradu | autokaru ta para la? | nada | n ka ten karu
  `,
};
