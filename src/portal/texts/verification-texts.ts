import type { VerificationCheck } from '../../database/client/client.ts';
import type { CaptureTexts } from './capture-texts.ts';
import type { HandoverTexts } from './handover-texts.ts';

/** The words of the two pages of a verification: with uploads, and with a provider's own pages. */
export interface VerificationTexts {
  lead: (tenant: string) => string;
  consentHeading: string;
  /** The paragraphs that the consent refers to. */
  consent: (names: { tenant: string; checks: readonly VerificationCheck[] }) => string[];
  /** The same where a provider checks on the tenant's behalf. */
  hostedConsent: (names: { tenant: string; checks: readonly VerificationCheck[] }) => string[];
  /** The label of the checkbox. */
  agree: string;
  consentMissing: string;
  checks: Record<VerificationCheck, { name: string; what: string; tips: string[]; missing: string }>;
  capture: CaptureTexts;
  handover: HandoverTexts;
  provided: string;
  upload: string;
  submit: string;
  submitHeading: string;
  submitHint: (tenant: string) => string;
  savedHeading: string;
  savedHint: string;
  rejectedHeading: (count: number) => string;
  rejectedHint: string;
  hosted: {
    whatHeading: string;
    wayHeading: string;
    steps: (tenant: string) => string[];
    start: string;
    readyHeading: string;
    readyLead: string;
    open: string;
    alreadyStarted: string;
    failedHeading: string;
    failedLead: string;
  };
}
