import { Injectable } from '@nestjs/common';
import type { Caller } from '../access/caller.js';
import type { Permission } from '../access/permissions.js';

/** What waits somewhere else: a link in words, and what there is to say of it. */
export interface HomeNote {
  href: string;
  words: string;
  more: string;
}

type Ask = (caller: Caller) => Promise<HomeNote | undefined>;

/** What features further right have to say on the team's first page, to those who may see it. */
@Injectable()
export class HomeNotes {
  private readonly asked: { permission: Permission; ask: Ask }[] = [];

  register(permission: Permission, ask: Ask): void {
    this.asked.push({ permission, ask });
  }

  async of(caller: Caller): Promise<HomeNote[]> {
    const those = this.asked.filter(({ permission }) => caller.permissions.includes(permission));
    const notes = await Promise.all(those.map(({ ask }) => ask(caller)));
    return notes.filter((note) => note !== undefined);
  }
}
