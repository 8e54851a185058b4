import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { normalPassword } from './password-rules.js';

/** argon2id, which is the package's default, with 19 MiB and two rounds: some 30 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes passwords, and compares them so that an unknown account costs as much as a known one. */
@Injectable()
export class Passwords {
  /** Of a password that nobody has: what is compared where there is no account, or none with a password. */
  private readonly nobody = hash(crypto.randomUUID(), COST);

  async hash(password: string): Promise<string> {
    return hash(normalPassword(password), COST);
  }

  /** Whether it is the password of this hash. Without one the work is done all the same. */
  async matches(stored: string | null | undefined, password: string): Promise<boolean> {
    const same = await verify(stored ?? (await this.nobody), normalPassword(password));
    return same && stored != null;
  }
}
