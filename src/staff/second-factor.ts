import { Injectable } from '@nestjs/common';
import { newReference } from '../platform/capabilities.js';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database.js';
import { Database, rows } from '../platform/database.js';
import { invalid } from '../platform/errors.js';
import { Sealer, sha256 } from '../platform/sealing.js';
import { newTotpSecret, totpStep } from './totp.js';

const CODES = 10;
const FORM = 'form.totp';

/** The codes of an authenticator app, and the recovery codes for when it is lost. Each works once. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** A new secret to show, and the same sealed for the form that confirms it: opening the page changes nothing. */
  propose(staffId: string): { secret: string; sealed: string } {
    const secret = newTotpSecret();
    return { secret, sealed: this.sealer.seal(`${staffId} ${secret}`, FORM) };
  }

  /** The secret of a form that was made for this person. */
  proposed(staffId: string, sealed: string): string | undefined {
    try {
      const [whose, secret] = this.sealer.open(sealed, FORM).split(' ');
      return whose === staffId ? secret : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Takes a secret whose app has just shown the right code.
   * @returns new recovery codes: the only place where they can be read
   * @throws AppError 422 `wrong_code`
   */
  async confirm(tx: Tx, staffId: string, secret: string, code: string): Promise<string[]> {
    const step = await totpStep(secret, digits(code), this.clock.now());
    if (step === undefined) throw invalid({ field: 'code', code: 'wrong_code' });
    await rows(tx, 'update staff set totp_secret = $2, totp_step = $3 where id = $1', [
      staffId,
      this.sealer.seal(secret, 'staff.totp_secret'),
      step,
    ]);
    const codes = Array.from({ length: CODES }, () => [1, 2, 3].map(newReference).join('-'));
    await rows(tx, 'delete from recovery_codes where staff_id = $1', [staffId]);
    await rows(tx, 'insert into recovery_codes (staff_id, code_hash) select $1, unnest($2::text[])', [
      staffId,
      codes.map((one) => sha256(bare(one))),
    ]);
    return codes;
  }

  /** Whether a code is right, of the app or for recovery; if so it is used up. */
  async prove({ id, totpSecret }: { id: string; totpSecret: string | null }, code: string): Promise<boolean> {
    if (totpSecret === null) return false;
    const now = this.clock.now();
    const step = await totpStep(totpSecret, digits(code), now);
    const used =
      step === undefined
        ? await this.database.query(
            `update recovery_codes set used_at = $3
             where staff_id = $1 and code_hash = $2 and used_at is null returning staff_id`,
            [id, sha256(bare(code)), now],
          )
        : await this.database.query(
            `update staff set totp_step = $2 where id = $1 and (totp_step is null or totp_step < $2) returning id`,
            [id, step],
          );
    return used.length === 1;
  }

  /** How many recovery codes are left. */
  async codesLeft(staffId: string): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(
      'select count(*)::integer as n from recovery_codes where staff_id = $1 and used_at is null',
      [staffId],
    );
    return row?.n ?? 0;
  }

  /** Takes it away from somebody who has lost it, or has left. */
  async remove(tx: Tx, staffId: string): Promise<void> {
    await rows(tx, 'update staff set totp_secret = null, totp_step = null where id = $1', [staffId]);
    await rows(tx, 'delete from recovery_codes where staff_id = $1', [staffId]);
  }
}

const digits = (typed: string) => typed.replace(/\s/g, '');
const bare = (typed: string) => typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
