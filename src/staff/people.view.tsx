import { ROLES } from '../access/permissions.js';
import type { Role } from '../access/permissions.js';
import type { Reader } from '../ui/staff-page.view.js';
import { StaffPage } from '../ui/staff-page.view.js';
import type { FormProps } from './form.view.js';
import { EmailField, Form, StaffField } from './form.view.js';
import type { StaffMember } from './staff.repository.js';

const ROLE_NAMES: Record<Role, string> = {
  admin: 'Administrator: everything, also people and legal holds',
  coordinator: 'Coordinator: plans the clinics assigned to them',
  phone_desk: 'Phone desk: books and changes for callers, in all clinics',
  intake: 'Intake: works the day, in the clinics assigned to them',
};

const UNDER_PEOPLE = [{ href: '/staff/people', text: 'People' }];
const STATUS = { invited: 'invited', active: 'on the team', left: 'has left' };
export const roleName = (role: Role) => ROLE_NAMES[role].split(':')[0] ?? role;

export function PeopleView({ caller, people }: { caller: Reader; people: StaffMember[] }) {
  return (
    <StaffPage title="People on the team" caller={caller} current="/staff/people">
      <p>
        <a class="btn" href="/staff/people/invite">
          Invite somebody
        </a>
      </p>
      <div class="scroll" tabindex={0} role="region" aria-label="People">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Email</th>
              <th scope="col">Role</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, name, email, role, status, totpSecret }) => (
              <tr>
                <th scope="row">
                  <a class="hit" href={`/staff/people/${id}`} safe>
                    {name}
                  </a>
                </th>
                <td safe>{email}</td>
                <td safe>{roleName(role)}</td>
                <td>
                  <span class="chip" safe>
                    {STATUS[status]}
                  </span>{' '}
                  {totpSecret !== null && <span class="chip">second factor</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </StaffPage>
  );
}

interface InviteProps extends FormProps {
  caller: Reader;
  values: { name: string; email: string; role: string };
}

export function InviteView({ caller, values, ...form }: InviteProps) {
  const { errors } = form;
  return (
    <StaffPage title="Invite somebody" caller={caller} current="/staff/people" crumbs={UNDER_PEOPLE}>
      <p>We send them a link. It works once, within seven days.</p>
      <Form {...form} button="Send the invitation">
        <StaffField name="name" label="Name" autocomplete="off" value={values.name} errors={errors} required />
        <EmailField autocomplete="off" value={values.email} errors={errors} />
        <RoleField chosen={values.role} />
      </Form>
    </StaffPage>
  );
}

interface PersonProps extends FormProps {
  caller: Reader;
  person: StaffMember;
  clinics: { id: string; title: string; day: string }[];
}

export function PersonView({ caller, person, clinics, formToken }: PersonProps) {
  const { id, name, email, role, status } = person;
  const at = `/staff/people/${id}`;
  return (
    <StaffPage title={name} caller={caller} current="/staff/people" crumbs={UNDER_PEOPLE}>
      <p>
        <span class="soft" safe>
          {email}
        </span>{' '}
        <span class="chip" safe>
          {STATUS[status]}
        </span>
      </p>
      {status === 'left' ? (
        <p>Whoever has left can be invited again with the same email.</p>
      ) : (
        <>
          <Form action={at} formToken={formToken} button="Keep these changes">
            <RoleField chosen={role} />
            <fieldset class="flow" aria-describedby="clinics-h">
              <legend>Clinics</legend>
              <p class="hint" id="clinics-h">
                Coordinators and intake see these alone. Others see every clinic.
              </p>
              {clinics.map((clinic) => (
                <label class="choice">
                  <input
                    type="checkbox"
                    name="clinics"
                    value={clinic.id}
                    checked={person.clinics.includes(clinic.id)}
                  />
                  <span safe>{`${clinic.title}, ${clinic.day}`}</span>
                </label>
              ))}
            </fieldset>
          </Form>
          {status === 'invited' && (
            <Form action={`${at}/invite`} formToken={formToken} button="Send the invitation again" look="btn plain" />
          )}
          <section class="flow">
            <h2 safe>{`${name} leaves the team`}</h2>
            <p>They are signed out everywhere at once, and the tokens they made stop working.</p>
            <Form action={`${at}/leave`} formToken={formToken} button={`Take ${name} off the team`} look="btn stop" />
          </section>
        </>
      )}
    </StaffPage>
  );
}

function RoleField({ chosen }: { chosen: string }) {
  return (
    <fieldset class="flow">
      <legend>Role</legend>
      {ROLES.map((role) => (
        <label class="choice">
          <input type="radio" name="role" value={role} checked={role === chosen} />
          <span safe>{ROLE_NAMES[role]}</span>
        </label>
      ))}
    </fieldset>
  );
}
