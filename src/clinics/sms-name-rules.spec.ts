import { forbiddenInSms } from './sms-name-rules.js';

it.each(['Citizenship clinic', 'IMMIGRATION help', 'Clínica de ciudadanía', 'Inmigración', 'Aide à la citoyenneté'])(
  'does not let "%s" into a text message',
  (name) => expect(forbiddenInSms(name)).toBe(true),
);

it('lets the name of a place through', () => {
  expect(forbiddenInSms('Codman Square Library clinic')).toBe(false);
});
