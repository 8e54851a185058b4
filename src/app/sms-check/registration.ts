import type twilio from 'twilio';
import type { Finding } from './findings.js';
import { either, ok, wrong } from './findings.js';

/** Whether carriers know of the texts of a service: its campaign, and who stands behind it. */
export async function campaignFindings(client: twilio.Twilio, serviceSid: string): Promise<Finding[]> {
  const [campaign] = await client.messaging.v1.services(serviceSid).usAppToPerson.list({ limit: 1 });
  if (!campaign) {
    return [wrong('The messaging service has no A2P campaign: carriers block its texts; see docs/messaging.md.')];
  }
  const { status } = await client.messaging.v1.brandRegistrations(campaign.brandRegistrationSid).fetch();
  return [
    either(status === 'APPROVED', 'The brand is approved.', `The brand is not approved (${status}).`),
    either(
      campaign.campaignStatus === 'VERIFIED',
      'The A2P campaign is verified.',
      `The A2P campaign is not verified (${campaign.campaignStatus}).`,
    ),
  ];
}

/** Whether a toll-free number may text. */
export async function tollFreeFindings(client: twilio.Twilio, tollfreePhoneNumberSid: string): Promise<Finding[]> {
  const [newest] = await client.messaging.v1.tollfreeVerifications.list({ tollfreePhoneNumberSid, limit: 1 });
  if (newest?.status === 'TWILIO_APPROVED') return [ok('The toll-free number is verified.')];
  return [
    wrong(`The toll-free number is not verified (${newest?.status ?? 'never asked for'}): its texts are blocked.`),
  ];
}
