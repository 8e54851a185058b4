import { Injectable } from '@nestjs/common';
import { recordAudit } from '../access/audit.js';
import { isHalf } from '../access/callers.js';
import { sessionCookie } from '../access/credentials.js';
import { Sessions } from '../access/sessions.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { Database } from '../platform/database.js';
import { AppError, invalid } from '../platform/errors.js';
import { SlowDowns } from '../platform/slow-downs.js';
import { SecondFactor } from './second-factor.js';
import { SignIn } from './sign-in.js';
import { StaffRepository } from './staff.repository.js';
import { codeTries } from './tries.js';
import type { Visit } from './visit.js';
import { Visits } from './visit.js';

/** The second step of signing in: the code, after the password. */
@Injectable()
export class GiveCode {
  constructor(
    private readonly database: Database,
    private readonly staff: StaffRepository,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: Sessions,
    private readonly signIn: SignIn,
    private readonly slowDowns: SlowDowns,
    private readonly visits: Visits,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Whether a code is what this visit lacks. */
  async isAsked({ token }: Visit): Promise<boolean> {
    const session = token && (await this.sessions.find(token));
    return !!session && isHalf(session);
  }

  /**
   * @returns the cookies of the session, which has a new token from here on
   * @throws AppError 422 `wrong_code`; 401 when there is no password behind it, or it took too long; 429
   */
  async run(code: string, visit: Visit): Promise<string[]> {
    const session = visit.token && (await this.sessions.find(visit.token));
    if (!session || !isHalf(session)) throw over();
    const { id, staffId } = session;
    const tries = codeTries(visit, staffId, this.visits.knownDevice(visit, staffId));
    await this.slowDowns.take(...tries);
    if (!(await this.secondFactor.prove(await this.staff.byId(staffId), code))) {
      const subject = { action: 'code_failed', subjectType: 'staff', subjectId: staffId };
      const event = { actor: 'anonymous', ...visit.origin, ...subject };
      await this.database.transaction((tx) => recordAudit(tx, event, this.clock.now()));
      throw invalid({ field: 'code', code: 'wrong_code' });
    }
    await this.slowDowns.giveBack(...tries);
    return this.database.transaction(async (tx) => {
      const token = await this.sessions.renew(tx, id, { secondFactor: true });
      if (!token) throw over();
      return [sessionCookie(this.config, token), await this.signIn.record(tx, staffId, visit)];
    });
  }
}

const over = () => new AppError(401, 'sign_in_required', { location: '/staff/sign-in' });
