/** The version of the consent texts shown at the form (`form.smsConsent…`); a change of their meaning is a new version. */
export const CONSENT_WORDING = '2026-11';
