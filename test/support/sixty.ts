import { Sealer } from '../../src/platform/sealing.js';
import { booked } from './bookings.js';
import { bookingBody, makeClinic } from './factories.js';
import type { TestApp } from './test-app.js';

/** Names in the scripts of the people who come: Latin, Vietnamese, Cyrillic, Arabic, Khmer, Chinese. */
export const NAMES = [
  ...['José Ramírez Núñez', 'Marie-Thérèse Saint-Fleur', 'João da Conceição', "Siobhán O'Néill", 'Ngọc Ánh'],
  ...['Nguyễn Thị Thuỳ Dương', 'Trần Văn Đức', 'Phạm Hữu Nghĩa', 'Lê Quỳnh Như', 'Đặng Thị Hường'],
  ...['Наталья Ковальчук', 'Юрій Їжакевич', 'Светлана Щербакова', 'Ёлкин Пётр', 'Олександр Ґонта'],
  ...['محمد عبد الله', 'فاطمة الزهراء', 'خالد بن الوليد', 'مريم السيد', 'عبد الرحمن لاشين'],
  ...['សុខ ស្រីមុំ', 'ចាន់ ធីតា', 'ពេជ្រ ប៉ុល', 'ខៀវ សំណាង', 'ស្រ្តី សុភ័ក្រ្ត'],
  ...['王伟', '张秀英', '陳國強', '黃麗華', '歐陽喆'],
];

/** Beginnings that a spreadsheet would run, and what breaks tables: such a name is not let in today, but may be there. */
export const NASTY = [
  ...['=HYPERLINK("https://evil.example","Ana")', '+Ana Lima', '-Ana Lima', '@SUM(A1)', '\tAna', '\rAna'],
  ...['＝1+1', '"Ana, Bea"; =1+1', "'Ana", '(Ana) Lima', 'Wolfeschlegelsteinhausenbergerdorff '.repeat(2).trim()],
  ...['محمد (Ali) عبد', 'Wang Wei 王伟', 'Anna Наталья', 'ខៀវ Kim'],
];

/** A clinic of sixty people at six times: half of them need an interpreter, three have a note, three came without a booking. */
export async function sixtyPeople(test: TestApp, day: string) {
  const clinic = await makeClinic(test, { day, from: '09:00', to: '12:00', everyMinutes: 30, capacity: 10 });
  const sealer = test.app.get(Sealer);
  const languages = ['en', 'es', 'vi', 'ru', 'ar', 'km', 'zh-Hans', 'zh-Hant', 'ht', 'pt-BR'];
  const given = [...NASTY, ...NAMES, ...NAMES.slice(0, 15).map((name) => `${name} ${name.split(' ').at(-1)}`)];
  const come = async (name: string, i: number) => {
    const body = bookingBody(clinic.slots[i % 6]?.id ?? '', { language: languages[i % languages.length] });
    const { attendees } = await booked(test, body);
    const notes = i % 20 === 0 ? sealer.seal('Came with her sister', 'attendees.notes') : null;
    await test.database.query(
      `with a as (update attendees set name = $2, needs_interpreter = $3, notes = $4 where id = $1 returning booking_id)
       update bookings set source = case when $5 then 'walk_in' else source end where id = (select booking_id from a)`,
      [attendees[0]?.id, sealer.seal(name, 'attendees.name'), i % 2 === 0, notes, i % 20 === 1],
    );
  };
  await Promise.all(given.map(come));
  return { ...clinic, names: given };
}
