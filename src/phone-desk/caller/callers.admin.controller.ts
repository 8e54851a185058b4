import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { Views } from '../../access/views.js';
import { Clock } from '../../platform/clock.js';
import { invalid } from '../../platform/errors.js';
import { CallerChecks } from './caller-checks.js';
import { cardJson, foundJson } from './caller-json.js';
import { ConsentDto, CorrectionDto, IdentityDto, MoveForCallerDto, ReasonDto, SearchDto } from './caller.dto.js';
import { CancelForCaller } from './cancel-for-caller.js';
import { CardReader } from './card-reader.js';
import { CorrectDetails } from './correct-details.js';
import { correctionOf } from './correction-request.js';
import { FindCallers } from './find-callers.js';
import { MoveForCaller } from './move-for-caller.js';
import { SendAgain } from './send-again.js';
import { SetConsent } from './set-consent.js';

/** Whoever calls, and what is changed for them. The answer to each change is the card after it. */
@ApiTags('admin: bookings')
@Controller('api/admin/bookings')
export class CallersAdminController {
  constructor(
    private readonly findCallers: FindCallers,
    private readonly cards: CardReader,
    private readonly checks: CallerChecks,
    private readonly moveForCaller: MoveForCaller,
    private readonly cancelForCaller: CancelForCaller,
    private readonly sendAgain: SendAgain,
    private readonly correctDetails: CorrectDetails,
    private readonly setConsent: SetConsent,
    private readonly views: Views,
    private readonly clock: Clock,
  ) {}

  /** By a phone number, a reference or a name, however it was said. */
  @Post('search')
  @HttpCode(200)
  @Allow('bookings.read')
  @ShowsPerson()
  async search(@Body() { find }: SearchDto, @CalledBy() caller: Caller) {
    return foundJson(await this.findCallers.run(find, caller));
  }

  /** Until the caller was asked who they are, only what is to be compared. */
  @Get(':id')
  @Allow('bookings.read')
  @ShowsPerson()
  async show(@Param('id', ParseUUIDPipe) id: string, @CalledBy() caller: Caller) {
    const card = await this.cards.card(id, caller);
    const { clinic } = card.booking;
    await this.views.record(caller, { clinicId: clinic.id, subjectType: 'booking', subjectId: id });
    return cardJson(card, this.clock.now());
  }

  /** What the caller said right; two facts at least, one of them `reference`, `time` or `called_back`. Holds for half an hour. */
  @Post(':id/identity')
  @HttpCode(200)
  @Allow('bookings.read')
  @ShowsPerson()
  async identify(@Param('id', ParseUUIDPipe) id: string, @Body() { facts }: IdentityDto, @CalledBy() caller: Caller) {
    const { booking, others } = await this.cards.contact(id, caller);
    await this.checks.record(booking, others, facts, caller);
    return this.show(id, caller);
  }

  @Post(':id/move')
  @HttpCode(200)
  @Allow('bookings.write')
  @ShowsPerson()
  async move(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { slotId, slots, reason }: MoveForCallerDto,
    @CalledBy() caller: Caller,
  ) {
    if (Boolean(slotId) === Boolean(slots)) throw invalid({ field: 'slotId', code: 'slot_or_slots' });
    await this.moveForCaller.run({ bookingId: id, caller, reason }, slots ? { slots } : { slotId: slotId ?? '' });
    return this.show(id, caller);
  }

  /** Writes again how things stand, with the link, to the contact on file. */
  @Post(':id/resend')
  @HttpCode(200)
  @Allow('bookings.write')
  @ShowsPerson()
  async resend(@Param('id', ParseUUIDPipe) id: string, @Body() { reason }: ReasonDto, @CalledBy() caller: Caller) {
    await this.sendAgain.run({ bookingId: id, caller, reason });
    return this.show(id, caller);
  }

  @Patch(':id')
  @Allow('bookings.write')
  @ShowsPerson()
  async correct(@Param('id', ParseUUIDPipe) id: string, @Body() body: CorrectionDto, @CalledBy() caller: Caller) {
    await this.correctDetails.run({ bookingId: id, caller, reason: body.reason }, correctionOf(body));
    return this.show(id, caller);
  }

  /** Stops messages by one channel, or begins them again with a consent that was spoken. */
  @Post(':id/consents')
  @HttpCode(200)
  @Allow('bookings.write')
  @ShowsPerson()
  async consent(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { channel, wanted, reason }: ConsentDto,
    @CalledBy() caller: Caller,
  ) {
    await this.setConsent.run({ bookingId: id, caller, reason }, { channel, wanted });
    return this.show(id, caller);
  }

  @Post(':id/attendees/:attendeeId/cancel')
  @HttpCode(200)
  @Allow('bookings.write')
  @ShowsPerson()
  async cancelAttendee(
    @Param('id', ParseUUIDPipe) id: string,
    @Param('attendeeId', ParseUUIDPipe) attendeeId: string,
    @Body() { reason }: ReasonDto,
    @CalledBy() caller: Caller,
  ) {
    await this.cancelForCaller.run({ bookingId: id, caller, reason }, attendeeId.toLowerCase());
    return this.show(id, caller);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('bookings.write')
  @ShowsPerson()
  async cancel(@Param('id', ParseUUIDPipe) id: string, @Body() { reason }: ReasonDto, @CalledBy() caller: Caller) {
    await this.cancelForCaller.run({ bookingId: id, caller, reason });
    return this.show(id, caller);
  }
}
