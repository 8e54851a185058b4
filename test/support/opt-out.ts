import type { INestApplicationContext } from '@nestjs/common';
import { optOut } from '../../src/messaging/opt-outs.js';
import { Database } from '../../src/platform/database.js';
import { Sealer } from '../../src/platform/sealing.js';

/** Somebody told the provider that they want no texts; whether that is new. */
export function optedOutBySms(app: INestApplicationContext, phone: string): Promise<boolean> {
  const said = { to: phone, reason: 'provider', at: new Date() };
  return app.get(Database).transaction((tx) => optOut(tx, app.get(Sealer), 'sms', said));
}
