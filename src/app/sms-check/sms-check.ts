import { twilioClient } from '../../messaging/twilio.channel.js';
import { ConfigError, readConfig } from '../../platform/config.js';
import type { Env } from '../../platform/env-values.js';
import type { Finding } from './findings.js';
import { wrong } from './findings.js';
import type { Reach } from './own-side.js';
import { addressFindings, settingsFindings } from './own-side.js';
import { providerFindings } from './provider-side.js';

/** Looks at all that texts need to go out and replies to come in, from the settings to the carriers. Sends nothing to anybody. */
export async function checkSms(env: Env, reach: Reach = (address) => address): Promise<Finding[]> {
  let config;
  try {
    config = readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return [wrong(error.message)];
    throw error;
  }
  const { sms, publicUrl } = config;
  if (sms.channel !== 'twilio') return [wrong('SMS_CHANNEL is preview: texts are shown and not sent.')];
  const client = twilioClient(sms);
  const [ours, theirs] = await Promise.all([
    addressFindings(sms.authToken, publicUrl, reach),
    providerFindings(client, sms, `${publicUrl}/webhooks/twilio/inbound`),
  ]);
  return [...settingsFindings(sms, publicUrl), ...ours, ...theirs];
}
