import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DateTime } from 'luxon';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { parseReference } from '../../platform/capabilities.js';
import type { Rule } from '../../platform/validation.js';
import { isUuid } from '../../platform/validation.js';
import { html } from '../../ui/html.js';
import type { PostedForm } from '../forms.js';
import { attempt, check, typed } from '../forms.js';
import { ZONE } from '../when.js';
import type { AuditFilter } from './audit-reader.js';
import { AuditReader } from './audit-reader.js';
import type { Asked } from './audit.view.js';
import { AuditView } from './audit.view.js';

const SHOWN = 50;

const subjectRule: Rule = (value) =>
  value === '' || isUuid(value) || parseReference(String(value)) ? undefined : { code: 'reference_form' };
const dayRule: Rule = (value) => (value === '' || dayOf(String(value)) ? undefined : { code: 'day_form' });

/** The audit trail. Its addresses hold ids, references and days, which name nobody. */
@Allow('audit.read')
@ApiExcludeController()
@Controller('staff/audit')
export class AuditPages {
  constructor(private readonly reader: AuditReader) {}

  /** One row more than is shown is read: it says whether there are older ones. */
  @Get()
  async trail(@Query() query: PostedForm, @CalledBy() caller: Caller) {
    const { clinics: scope } = caller;
    const asked = askedIn(query);
    const before = typed(query, 'before');
    const result = await attempt(() => {
      check(asked, { about: subjectRule, from: dayRule, to: dayRule });
      return this.reader.page(filterOf(asked, before), scope, SHOWN + 1);
    });
    const [errors, found] = 'errors' in result ? [result.errors, []] : [[], result.done];
    const rows = found.slice(0, SHOWN);
    const [names, people, clinics] = await Promise.all([
      this.reader.namesIn(rows),
      this.reader.people(scope),
      this.reader.clinics(scope),
    ]);
    const older = found.length > SHOWN ? addressOf(asked, rows.at(-1)?.id ?? '') : undefined;
    const view = <AuditView {...{ caller, asked, errors, people, clinics, rows, names, older }} />;
    return html(view, { status: errors.length > 0 ? 422 : 200 });
  }
}

function askedIn(query: PostedForm): Asked {
  const names = ['person', 'clinic', 'about', 'action', 'from', 'to'] as const;
  return Object.fromEntries(names.map((name) => [name, typed(query, name)])) as Asked;
}

/** What is not of the form of an id is not asked for: it can come from no choice of ours. */
function filterOf({ person, clinic, about, action, from, to }: Asked, before: string): AuditFilter {
  return {
    actor: isUuid(person) ? `staff:${person}` : undefined,
    clinicId: isUuid(clinic) ? clinic : undefined,
    about: isUuid(about) ? about : parseReference(about),
    action: action || undefined,
    from: dayOf(from)?.toJSDate(),
    until: dayOf(to)?.plus({ days: 1 }).toJSDate(),
    before: /^\d{1,18}$/.test(before) ? before : undefined,
  };
}

function dayOf(text: string): DateTime | undefined {
  const day = DateTime.fromFormat(text, 'yyyy-MM-dd', { zone: ZONE });
  return day.isValid ? day : undefined;
}

function addressOf(asked: Asked, before: string): string {
  const given = Object.entries({ ...asked, before }).filter(([, value]) => value !== '');
  return `/staff/audit?${new URLSearchParams(given).toString()}`;
}
