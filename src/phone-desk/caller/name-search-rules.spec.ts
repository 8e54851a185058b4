import { nameFit, nameQuery, nameWords } from './name-search-rules.js';

const fitOf = (text: string, name: string) => {
  const query = nameQuery(text);
  return query && nameFit(query, name);
};

it.each([
  ['mirlande joseph', 'Mirlande Joseph'],
  ['JOSEPH MIRLANDE', 'Mirlande Joseph'],
  ['ramirez jose', 'José Ramírez Núñez'],
  ['duc', 'Trần Văn Đức'],
  ['наталья', 'Наталья Ковальчук'],
  ['王伟', '王伟'],
])('%j is the name, or words of it: %j', (text, name) => expect(fitOf(text, name)).toBe(0));

it.each([
  ['mir jo', 'Mirlande Joseph'],
  ['saintfleur', 'Marie-Thérèse Saint-Fleur'],
  ['saint fleur', 'Wideline Saintfleur'],
  ['obrien', "Siobhán O'Brien"],
  ['delacruz', 'Ana de la Cruz'],
  ['王', '王伟'],
  ['lukasz', 'Łukasz-Jan Nowak'],
])('%j is where words of it begin: %j', (text, name) => expect(fitOf(text, name)).toBeLessThan(2));

it.each([
  ['jozef', 'Joseph Pierre'],
  ['Joseph', 'Jozef Nowak'],
  ['sylva', 'Ana Silva'],
  ['muhammad', 'Mohamed Ali'],
  ['filip', 'Philippe Charles'],
  ['katherine', 'Catherine Gomes'],
  ['chavez maria', 'María Chávez'],
  ['tomas', 'Thomas Michel'],
  ['jorge', 'George Baptiste'],
  ['wilson', 'Vilson Tavares'],
])('%j sounds like %j', (text, name) => expect(fitOf(text, name)).toBeLessThanOrEqual(2));

it.each([
  ['joseph', 'Mirlande Charles'],
  ['silva ana', 'Ana Tavares'],
  ['ana', 'Joana Gomes'],
  ['ann', 'Hanna Nowak'],
  ['salvador', 'Ana Silva'],
])('%j is not %j', (text, name) => expect(fitOf(text, name)).toBeUndefined());

it('what says too little looks for nobody', () => {
  for (const text of ['', ' ', 'a', '-', '7', '8/6', '.*']) expect(nameQuery(text)).toBeUndefined();
  expect(nameQuery('Vy')).toBeDefined();
});

it('takes names apart', () => {
  expect(nameWords("Jean-Robert d'Ávila  (Bob)")).toEqual(['jean', 'robert', 'd', 'avila', 'bob']);
});
