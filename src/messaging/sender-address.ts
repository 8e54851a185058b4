import type { Config } from '../platform/config.js';

/** The bare address that emails come from; one of our own host that takes nothing, while no email is sent. */
export function senderAddress({ email, publicUrl }: Pick<Config, 'email' | 'publicUrl'>): string {
  if (email.channel === 'preview') return `no-reply@${new URL(publicUrl).hostname}`;
  return /<([^<>]+)>$/.exec(email.from)?.[1] ?? email.from;
}
