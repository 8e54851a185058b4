import { generateSecret, generateURI, verify } from 'otplib';

const PERIOD = 30;

/** A new secret for an authenticator app: 160 bits in base32. */
export const newTotpSecret = () => generateSecret();

/** The address that the app reads from the picture. */
export function totpAddress(secret: string, email: string): string {
  return generateURI({ issuer: 'Citizenship Clinics', label: email, secret });
}

/** The step of time that a code belongs to: now, the one before or the one after. Undefined when it is none of theirs. */
export async function totpStep(secret: string, code: string, now: Date): Promise<number | undefined> {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1_000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: PERIOD });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}
