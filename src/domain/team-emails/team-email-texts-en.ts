import type { TeamEmailTexts } from './team-email-texts.ts';

export const englishTeamEmailTexts: TeamEmailTexts = {
  locale: 'en-GB',
  inUtc: (dateAndTime) => `${dateAndTime} UTC`,
  events: {
    'onboarding.created': 'A link was sent.',
    'onboarding.ddq_completed': 'The recipient submitted the questionnaire.',
    'onboarding.verification_completed': 'The recipient completed the verification.',
    'onboarding.completed': 'The recipient completed every step.',
    'onboarding.expired': 'The link expired before every step was completed.',
    'onboarding.revoked': 'The link was revoked.',
    'onboarding.link_regenerated': 'A new link was sent.',
    'onboarding.link_requested': 'The recipient of an expired link requests a new one.',
    'response.created': 'The response was created.',
    'response.submitted': 'The response was submitted and can be reviewed.',
    'response.reviewed': 'The review was completed.',
    'response.approved': 'The response was approved.',
    'response.rejected': 'The response was rejected.',
    'response.autofill_completed': 'An autofill finished.',
    'verification.completed': 'The outcome of the verification was recorded.',
  },
  erased: 'Erased',
  several: (count) => `${count} updates on your requests`,
  introduction: (count) =>
    count === 1 ? 'There is an update on one of your requests:' : 'There are updates on your requests:',
  rehearsal: 'Test',
  footer: (tenant) =>
    `Sent by Postern to the team of ${tenant}. An administrator can change the addresses and events with updateTenant.`,
};
