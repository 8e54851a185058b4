import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { parse } from '../../platform/validation.js';
import type { PostedForm } from '../../staff/forms.js';
import { attempt, typed } from '../../staff/forms.js';
import { redirect303 } from '../../ui/html.js';
import { VoicemailDto } from '../tasks/call.dto.js';
import { voicemailOf } from '../tasks/call-request.js';
import { OpenCallTask } from '../tasks/open-call-task.js';
import { CallerDraft } from './caller-draft.js';
import { callerValues } from './caller-values.js';
import { OffersPage } from './offers-page.js';

/** Nothing is free, or nothing suits them: they stand on the list of calls. */
@Allow('bookings.write')
@ApiExcludeController()
@Controller('staff/desk/call-later')
export class CallLaterPages {
  constructor(
    private readonly openTask: OpenCallTask,
    private readonly page: OffersPage,
    private readonly draft: CallerDraft,
  ) {}

  @Post()
  @HttpCode(200)
  async note(@Body() form: PostedForm, @Headers('cookie') cookies: string | undefined, @CalledBy() caller: Caller) {
    const [values, words] = [callerValues(form), typed(form, 'words')];
    const result = await attempt(() => {
      const { name, phone, language } = values;
      const about = { phone, fullName: name || undefined, language: language || undefined };
      const said = words || 'Wants a place. No time that was free suited them.';
      const wish = voicemailOf(parse(VoicemailDto, { ...about, words: said, bestTime: 'any', urgent: false }));
      return this.openTask.run({ ...wish, reason: 'full' }, { caller });
    });
    if ('done' in result) return redirect303('/staff/calls', { 'Set-Cookie': this.draft.end() });
    const filter = this.draft.read(cookies, caller.actor)?.filter ?? { mode: '', from: '' };
    const errors = result.errors.map((error) => (error.field === 'fullName' ? { ...error, field: 'name' } : error));
    return this.page.show(caller, { values, filter }, { later: { errors, words } });
  }
}
