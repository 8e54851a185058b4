import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy } from '../../access/access.decorators.js';
import { ChangeSlot } from '../../clinics/change-slot.js';
import { ClinicReader } from '../../clinics/clinic-reader.js';
import { invalid, notFound } from '../../platform/errors.js';
import { Clock } from '../../platform/clock.js';
import { Sealer } from '../../platform/sealing.js';
import { CallOffDto, CloseSlotDto, DecisionDto, MoveClinicDto, PlaceDto } from './changes.dto.js';
import { ChangesReader } from './changes-reader.js';
import { closeAndMove } from './close-slot.js';
import { bringBack, callOff, changeLink, changePlace, moveClinic } from './decisions.js';
import type { Decision } from './make-decision.js';
import { MakeDecision } from './make-decision.js';
import { Telling } from './telling.js';

/**
 * Decisions about clinics that people have booked, for the team. With `preview: true` each only says who would be told
 * what; otherwise the answer names the decision, whose progress `changes` shows.
 */
@ApiTags('admin: clinics')
@Controller('api/admin/clinics/:id')
export class ChangesAdminController {
  constructor(
    private readonly makeDecision: MakeDecision,
    private readonly telling: Telling,
    private readonly changes: ChangesReader,
    private readonly changeSlot: ChangeSlot,
    private readonly clinics: ClinicReader,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** Calls the clinic off: its places close at once, then everybody is told. */
  @Post('cancel')
  @HttpCode(200)
  @Allow('clinics.write')
  async cancel(@Param('id', ParseUUIDPipe) id: string, @Body() input: CallOffDto, @CalledBy() caller: Caller) {
    return this.decide(id, callOff(input.reason), input, caller);
  }

  /** The clinic takes place after all; everybody is told again. */
  @Post('bring-back')
  @HttpCode(200)
  @Allow('clinics.write')
  async bringBack(@Param('id', ParseUUIDPipe) id: string, @Body() input: CallOffDto, @CalledBy() caller: Caller) {
    return this.decide(id, bringBack(input.reason), input, caller);
  }

  /** The whole clinic on another day, at other times, or both. */
  @Post('move')
  @HttpCode(200)
  @Allow('clinics.write')
  async move(@Param('id', ParseUUIDPipe) id: string, @Body() input: MoveClinicDto, @CalledBy() caller: Caller) {
    const { day, start, reason } = input;
    return this.decide(id, moveClinic({ day, start, reason }), input, caller);
  }

  /** Another venue or room, or another link. */
  @Post('place')
  @HttpCode(200)
  @Allow('clinics.write')
  async place(@Param('id', ParseUUIDPipe) id: string, @Body() input: PlaceDto, @CalledBy() caller: Caller) {
    const { venueId, room, joiningLink } = input;
    if (joiningLink) {
      return this.decide(id, changeLink(this.sealer.seal(joiningLink, 'clinics.joining_link')), input, caller);
    }
    if (!venueId) throw invalid({ field: 'venueId', code: 'required' });
    return this.decide(id, changePlace({ venueId, room }), input, caller);
  }

  /** Closes one slot; its people keep their places or are moved. */
  @Post('slots/:slotId/close')
  @HttpCode(200)
  @Allow('clinics.write')
  async close(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('slotId', ParseUUIDPipe) slotId: string,
    @Body() input: CloseSlotDto,
    @CalledBy() caller: Caller,
  ) {
    if (input.people === 'move') return this.decide(id, closeAndMove(slotId), input, caller);
    await this.assertKnown(id, caller);
    if (!input.preview) await this.changeSlot.run(id, slotId, { open: false }, caller);
    return { decided: !input.preview, told: null };
  }

  /** What was decided so far, the latest first, with how many bookings each has reached. */
  @Get('changes')
  @Allow('clinics.read')
  async list(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    await this.assertKnown(id, caller);
    const found = await this.changes.ofClinic(id, caller.clinics);
    return {
      changes: found.map(({ clinicId: _id, clinicTitle: _title, timeZone: _zone, ...change }) => {
        return { ...change, madeAt: change.madeAt.toISOString() };
      }),
    };
  }

  private async assertKnown(id: string, { clinics }: Caller): Promise<void> {
    if (!(await this.clinics.byId(id, clinics, this.clock.now()))) throw notFound();
  }

  private async decide(id: string, decision: Decision, { preview, seen }: DecisionDto, caller: Caller) {
    const mode = preview ? ({ preview } as const) : { decide: seen };
    const result = await this.makeDecision.run(id, decision, caller, mode);
    const { kind, summary, seen: now } = result.proposal;
    if (!('changeId' in result)) {
      return { decided: false, kind, summary, seen: now, told: await this.telling.of(result.proposal) };
    }
    return { decided: true, kind, summary, changeId: result.changeId, bookings: result.bookings };
  }
}
