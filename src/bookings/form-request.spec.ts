import { formValues, peopleOf, requestOf } from './form-request.js';

const SLOT = '00000000-0000-4000-8000-000000000000';
const faults = (form: Record<string, string>, people = 1) => {
  const request = requestOf({ ...formValues(form, people), language: 'en' }, SLOT);
  return Array.isArray(request) ? request.map(({ field, code }) => `${field} ${code}`).sort() : request;
};

it('says everything that is to mend at once', () => {
  expect(faults({})).toEqual(['name name_required', 'phone contact_required']);
  expect(faults({ name: 'Ana', phone: '1' }, 2)).toEqual(['name2 name_required', 'phone phone_digits']);
  expect(faults({ email: 'ana@' })).toEqual(['email email_form', 'name name_required']);
});

it('makes the request of a form that is right, with a consent only for what has an address', () => {
  expect(faults({ name: 'Ana', email: 'ana@example.org', smsConsent: 'yes' })).toMatchObject({
    contact: { fullName: 'Ana', phone: null, smsConsent: false, emailConsent: true },
    attendees: [{ fullName: 'Ana', slotId: SLOT }],
  });
});

it.each([
  ['3', 3],
  ['0', 1],
  ['7', 1],
  ['2.5', 1],
  [undefined, 1],
  [['2', '3'], 1],
])('reads %j as a number of people', (query, people) => expect(peopleOf(query)).toBe(people));
