import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../access/access.decorators.js';
import { conflict } from '../platform/errors.js';
import { OpenRoster } from './open-roster.js';
import { TapsDto } from './roster.dto.js';
import { rosterJson } from './roster-json.js';
import { RosterStreams } from './roster-streams.js';
import { tapAll } from './tap-request.js';
import { TapRoster } from './tap-roster.js';

/** What the script of the roster's page talks to. */
@Allow('roster.work')
@ApiExcludeController()
@Controller('staff/clinics/:id/roster')
export class DeviceController {
  constructor(
    private readonly open: OpenRoster,
    private readonly tapRoster: TapRoster,
    private readonly streams: RosterStreams,
  ) {}

  @Get('people.json')
  @ShowsPerson()
  async people(
    @Param('id', ParseUUIDPipe) id: string,
    @CalledBy() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    void reply.header('Cache-Control', 'no-store');
    return rosterJson(await this.open.run(id, caller, { again: true }), caller);
  }

  @Post('taps')
  @HttpCode(200)
  async taps(@Param('id', ParseUUIDPipe) id: string, @Body() { taps, by }: TapsDto, @CalledBy() caller: Caller) {
    if (by !== undefined && by !== caller.actor) throw conflict('somebody_else');
    return tapAll(taps, id, caller, this.tapRoster);
  }

  /** What others do, as they do it. */
  @Get('events')
  async events(
    @Param('id', ParseUUIDPipe) id: string,
    @CalledBy() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.open.clinic(id, caller);
    this.streams.open(id, request, reply);
  }
}
