import type { VerificationCheck } from '../../database/client/client.ts';
import { captureEn } from './capture-texts-en.ts';
import { handoverEn } from './handover-texts-en.ts';
import type { VerificationTexts } from './verification-texts.ts';

const isBiometric = (checks: readonly VerificationCheck[]) =>
  checks.includes('IDENTITY') || checks.includes('ENHANCED_IDENTITY');

export const verificationEn: VerificationTexts = {
  lead: (tenant) => `${tenant} needs to verify your identity. Please have the following ready.`,
  consentHeading: 'Your consent',
  consent: ({ tenant, checks }) => [
    `${tenant} uses what you upload here to confirm your identity and to meet its legal obligations.${
      isBiometric(checks)
        ? ' Its team compares the pictures of your face with your document. This is biometric data.'
        : ''
    }`,
    `The files are kept as evidence of this check, and only the team at ${tenant} can see them. You can withdraw your consent at any time by telling the team; this does not affect the lawfulness of processing before the withdrawal.`,
  ],
  hostedConsent: ({ tenant, checks }) => [
    `${tenant} has a specialised provider confirm your identity in order to meet its legal obligations.${
      isBiometric(checks)
        ? ' The provider compares the pictures of your face with your document. This is biometric data.'
        : ''
    }`,
    `What you provide there and the result are kept as evidence of this check. You can withdraw your consent at any time by telling the team at ${tenant}; this does not affect the lawfulness of processing before the withdrawal.`,
  ],
  agree: 'I consent to this processing of my data',
  consentMissing: 'Please give your consent first. Without it, we cannot accept any files.',
  checks: {
    DOCUMENT: {
      name: 'Identity document',
      what: 'A photo or PDF of your passport, driving licence or identity card.',
      tips: ['Both sides, if there are two', 'All corners visible, nothing covered, no glare'],
      missing: 'Please add a photo or PDF of your identity document.',
    },
    IDENTITY: {
      name: 'Selfie',
      what: 'A photo of your face, taken now.',
      tips: ['Look straight into the camera', 'Even light, no sunglasses, no one else in the picture'],
      missing: 'Please add a photo of your face.',
    },
    ENHANCED_IDENTITY: {
      name: 'Short video',
      what: 'A video of your face, five to ten seconds long.',
      tips: ['Look into the camera, then turn your head slowly to the left and to the right'],
      missing: 'Please add a short video of your face.',
    },
    PROOF_OF_ADDRESS: {
      name: 'Proof of address',
      what: 'A letter or statement that shows your name and your home address.',
      tips: ['Such as a utility bill or a bank statement', 'Not older than three months'],
      missing: 'Please add a document that shows your name and address.',
    },
  },
  capture: captureEn,
  handover: handoverEn,
  provided: 'Added',
  upload: 'Upload files',
  submit: 'Submit verification',
  submitHeading: 'Ready to submit?',
  submitHint: (tenant) =>
    `The team at ${tenant} will review what you submit. You cannot change it here afterwards.`,
  savedHeading: 'Your files have arrived',
  savedHint: 'Nothing has been submitted yet. Check the files below, then submit them.',
  rejectedHeading: (count) =>
    count === 1 ? 'Something is still missing' : `${count} items are still missing`,
  rejectedHint: 'Nothing has been submitted yet. The files that you have uploaded are still there.',
  hosted: {
    whatHeading: 'What you need',
    wayHeading: 'How it works',
    steps: (tenant) => [
      'You go to the secure pages of our identity check provider and follow the steps there. It takes a few minutes.',
      `The provider sends the result to ${tenant}. You do not need to return to this page.`,
    ],
    start: 'Start the identity check',
    readyHeading: 'Your identity check is ready',
    readyLead: 'Continue on the secure pages of our identity check provider.',
    open: 'Go to the identity check',
    alreadyStarted:
      'You have started already. If you have finished, there is nothing left to do here. If something went wrong, start again.',
    failedHeading: 'The identity check cannot be reached right now',
    failedLead: 'Nothing is lost. Please try again in a few minutes.',
  },
};
