import { setTimeout as sleep } from 'node:timers/promises';

/** Tries until `attempt` does not throw; what it throws after 20 seconds is the answer. */
export async function eventually<T>(attempt: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(20);
    }
  }
}
