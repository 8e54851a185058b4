import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../access/access.decorators.js';
import { Allow, CalledBy, ShowsPerson } from '../../access/access.decorators.js';
import { OptOutDto, OptOutSearchDto } from './opt-outs.dto.js';
import { addressOf, SetOptOut } from './set-opt-out.js';

/** Who wants no texts or emails, whether or not they have booked. */
@Allow('bookings.write')
@ApiTags('admin: opt-outs')
@Controller('api/admin/opt-outs')
export class OptOutsAdminController {
  constructor(private readonly optOuts: SetOptOut) {}

  /** Whether messages to this number or email are stopped: since when, how they said so, in which words, who noted it. */
  @Post('search')
  @HttpCode(200)
  @ShowsPerson()
  async look(@Body() { address }: OptOutSearchDto, @CalledBy() caller: Caller) {
    return { optOut: (await this.optOuts.look(addressOf(address), caller)) ?? null };
  }

  /** Stops or lifts it, for all clinics. 409 `carrier_stopped`: only they can, by sending START to our number. */
  @Post()
  @HttpCode(204)
  async set(@Body() { address, words, ...wish }: OptOutDto, @CalledBy() caller: Caller): Promise<void> {
    await this.optOuts.run(addressOf(address), { ...wish, words: words || undefined }, caller);
  }
}
