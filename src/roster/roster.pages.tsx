import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../access/access.decorators.js';
import { Clock } from '../platform/clock.js';
import { FormTokens } from '../platform/form-tokens.js';
import { isUuid, parse } from '../platform/validation.js';
import type { PostedForm } from '../staff/forms.js';
import { typed } from '../staff/forms.js';
import { html, redirect303 } from '../ui/html.js';
import type { Clash } from './clashes.js';
import { Clashes } from './clashes.js';
import { nextPath } from './next.pages.js';
import { OpenRoster } from './open-roster.js';
import { TapDto } from './roster.dto.js';
import type { Show } from './roster-words.js';
import { rosterPath, SHOWS } from './roster-words.js';
import { RosterView } from './roster.view.js';
import { wishOf } from './tap-request.js';
import { TapRoster } from './tap-roster.js';

/** The roster as the tables work with it. */
@Allow('roster.work')
@ApiExcludeController()
@Controller('staff/clinics/:id/roster')
export class RosterPages {
  constructor(
    private readonly open: OpenRoster,
    private readonly tapRoster: TapRoster,
    private readonly clashes: Clashes,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ShowsPerson()
  async roster(
    @Param('id', ParseUUIDPipe) id: string,
    @Query('show') show: unknown,
    @Query('clash') clash: unknown,
    @CalledBy() caller: Caller,
  ) {
    const found = isUuid(clash) ? await this.clashes.find(clash, id, caller.actor) : undefined;
    return this.page(id, caller, { show: isShow(show) ? show : 'all', clash: found });
  }

  /** Whom one looks for never stands in an address. */
  @Post('find')
  @HttpCode(200)
  @ShowsPerson()
  async find(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    return this.page(id, caller, { show: 'all', sought: typed(form, 'who').slice(0, 60) });
  }

  /** One tap without a script; back to the person, where it also says when somebody else was faster. */
  @Post('tap')
  async tap(@Param('id', ParseUUIDPipe) id: string, @Body() form: PostedForm, @CalledBy() caller: Caller) {
    const text = (name: string) => typed(form, name) || undefined;
    const dto = parse(TapDto, {
      ...{ id: typed(form, 'tap'), attendeeId: typed(form, 'attendee'), seen: Number(typed(form, 'seen')) },
      ...{ status: text('status'), station: text('station') },
    });
    const tap = { ...dto, clinicId: id, wish: wishOf(dto), tappedAt: undefined };
    const { outcome } = await this.tapRoster.run(tap, caller);
    if (typed(form, 'then') === 'next') return redirect303(nextPath(id, typed(form, 'speaks'), outcome === 'conflict'));
    const clash = outcome === 'conflict' ? `?clash=${dto.id}` : '';
    return redirect303(`${rosterPath(id)}${clash}#a-${dto.attendeeId}`);
  }

  private async page(id: string, caller: Caller, view: { show: Show; sought?: string; clash?: Clash }) {
    const roster = await this.open.run(id, caller);
    const props = { caller, roster, ...view, now: this.clock.now(), formToken: this.tokens.issue() };
    return html(<RosterView {...props} />);
  }
}

const isShow = (show: unknown): show is Show => typeof show === 'string' && Object.hasOwn(SHOWS, show);
