import { Body, Controller, Get, Headers, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../access/access.decorators.js';
import { AppError } from '../platform/errors.js';
import { AdmitWalkIn } from './admit-walk-in.js';
import { OpenRoster } from './open-roster.js';
import { TapsDto } from './roster.dto.js';
import { rosterJson } from './roster-json.js';
import { tapAll } from './tap-request.js';
import { TapRoster } from './tap-roster.js';
import { WalkInDto } from './walk-in.dto.js';
import { walkInOf } from './walk-in-request.js';

/** The roster of a clinic, for programs of the team. */
@Allow('roster.work')
@ApiTags('admin: roster')
@Controller('api/admin/clinics/:id/roster')
export class RosterAdminController {
  constructor(
    private readonly open: OpenRoster,
    private readonly tapRoster: TapRoster,
    private readonly admit: AdmitWalkIn,
  ) {}

  /** Everybody of the day who did not cancel, with where they are. */
  @Get()
  @ShowsPerson()
  async list(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    return rosterJson(await this.open.run(id, caller), caller);
  }

  /** Taps in their order. The same id again changes nothing; what somebody else was faster with is a `conflict`. */
  @Post('taps')
  @HttpCode(200)
  async taps(@Param('id', ParseUUIDPipe) id: string, @Body() { taps }: TapsDto, @CalledBy() caller: Caller) {
    return tapAll(taps, id, caller, this.tapRoster);
  }

  /** Lets somebody in without a booking. The same key with the same body is the same walk-in. */
  @Post('walk-ins')
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: '8 to 200 visible characters, new for each walk-in',
  })
  async walkIn(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WalkInDto,
    @Headers('idempotency-key') key: string | undefined,
    @CalledBy() caller: Caller,
  ) {
    await this.open.clinic(id, caller);
    if (!key || !/^[\x21-\x7e]{8,200}$/.test(key)) throw new AppError(400, 'idempotency_key_required');
    return this.admit.run(id, walkInOf(body), `api:${key}`, caller);
  }
}
