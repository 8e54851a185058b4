import type { TokenLine } from '../access/api-tokens.js';
import type { Permission, Role } from '../access/permissions.js';
import { errorText } from '../ui/fields.view.js';
import { programPermissionsOf, ROLES } from '../access/permissions.js';
import type { Reader } from '../ui/staff-page.view.js';
import { STAFF_CONTEXT, StaffPage } from '../ui/staff-page.view.js';
import type { FormProps } from './form.view.js';
import { Form, StaffField } from './form.view.js';
import { roleName } from './people.view.js';
import { whenWords } from './when.js';

const PLACE = '/staff/tokens';
const UNDER_TOKENS = [{ href: PLACE, text: 'Tokens' }];

interface ListProps extends FormProps {
  caller: Reader;
  tokens: TokenLine[];
}

export function TokensView({ caller, tokens, formToken }: ListProps) {
  return (
    <StaffPage title="Tokens for programs" caller={caller} current={PLACE}>
      <p>A program that holds a token may do what the token allows, until it expires or you end it.</p>
      <p>
        <a class="btn" href={`${PLACE}/new`}>
          Make a token
        </a>
      </p>
      {tokens.length === 0 ? (
        <p class="soft">There are none. Make one for each program, so that you can end it alone.</p>
      ) : (
        <ul class="log">
          {tokens.map((token) => (
            <Token token={token} formToken={formToken} />
          ))}
        </ul>
      )}
    </StaffPage>
  );
}

function Token({ token, formToken }: { token: TokenLine; formToken: string }) {
  const { id, name, role, permissions, madeBy, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
  const may = permissions ? permissions.join(', ') : 'All that the role may do';
  const made = `Made by ${madeBy ?? 'somebody on the machine itself'}, ${whenWords(createdAt)}.`;
  const used = lastUsedAt ? `Last used ${whenWords(lastUsedAt)}.` : 'Never used.';
  const end = revokedAt ? `Ended ${whenWords(revokedAt)}.` : `Expires ${whenWords(expiresAt)}.`;
  return (
    <li>
      <b safe>{name}</b>{' '}
      <span class="chip" safe>
        {roleName(role)}
      </span>{' '}
      {revokedAt !== null && <span class="chip">ended</span>}
      <span class="sub" safe>
        {may}
      </span>
      <span class="sub" safe>{`${made} ${used} ${end}`}</span>
      {!revokedAt && <Form action={`${PLACE}/${id}/revoke`} formToken={formToken} button={`End ${name}`} look="link" />}
    </li>
  );
}

export interface TokenValues {
  name: string;
  role: Role;
  permissions: Permission[];
  days: string;
}

interface NewProps extends FormProps {
  caller: Reader;
  values: TokenValues;
}

/** What it may be allowed goes by the role, which is chosen first, by a link. */
export function NewTokenView({ caller, values, ...form }: NewProps) {
  const { errors = [] } = form;
  const { role } = values;
  const fault = errors.find(({ field }) => field === 'permissions');
  return (
    <StaffPage title="Make a token" caller={caller} current={PLACE} crumbs={UNDER_TOKENS}>
      <nav class="tabs" aria-label="Role of the program">
        {ROLES.map((one) => (
          <a href={`${PLACE}/new?role=${one}`} aria-current={one === role ? 'true' : undefined} safe>
            {roleName(one)}
          </a>
        ))}
      </nav>
      <Form {...form} action={PLACE} button="Make the token">
        <input type="hidden" name="role" value={role} />
        <StaffField
          name="name"
          label="Which program is it for?"
          hint="As the audit trail will call it."
          autocomplete="off"
          value={values.name}
          errors={errors}
          maxlength={100}
          required
        />
        <fieldset class="flow" id="permissions" aria-describedby={fault && 'permissions-e'}>
          <legend safe>{`What may it do, of what ${roleName(role)} may?`}</legend>
          {!!fault && (
            <p class="err" id="permissions-e" safe>
              {errorText(STAFF_CONTEXT.t, fault)}
            </p>
          )}
          {programPermissionsOf(role).map((one) => (
            <label class="choice">
              <input type="checkbox" name="permissions" value={one} checked={values.permissions.includes(one)} />
              <span>{one}</span>
            </label>
          ))}
        </fieldset>
        <StaffField
          name="days"
          label="Days until it expires"
          hint="From 1 to 366."
          autocomplete="off"
          value={values.days}
          errors={errors}
          maxlength={3}
          required
        />
      </Form>
    </StaffPage>
  );
}

export function ShowTokenView({ caller, name, token }: { caller: Reader; name: string; token: string }) {
  return (
    <StaffPage title={`The token of ${name}`} caller={caller} current={PLACE} crumbs={UNDER_TOKENS}>
      <p>Copy it now to where the program keeps its secrets. We keep only its hash: it is not shown again.</p>
      <p>
        <code class="secret break" safe>
          {token}
        </code>
      </p>
      <p>
        The program sends it as <code>Authorization: Bearer …</code>
      </p>
      <p>
        <a class="btn plain" href={PLACE}>
          I have kept it
        </a>
      </p>
    </StaffPage>
  );
}
