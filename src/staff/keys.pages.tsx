import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Caller } from '../access/access.decorators.js';
import { Allow, CalledBy } from '../access/access.decorators.js';
import { html } from '../ui/html.js';
import { KeysList } from '../ui/staff-keys.view.js';
import { StaffPage } from '../ui/staff-page.view.js';

/** The keys, for browsers without scripts; all others show them on the page that one is on. */
@Allow('home.read')
@ApiExcludeController()
@Controller('staff/keys')
export class KeysPages {
  @Get()
  keys(@CalledBy() caller: Caller) {
    return html(
      <StaffPage title="Keys that save you a way" caller={caller} crumbs={[]}>
        <p>They work where scripts run, and not while you write in a field. Everything can be done without them.</p>
        <KeysList />
      </StaffPage>,
    );
  }
}
