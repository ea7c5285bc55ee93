import { de } from './texts-de.ts';
import { en } from './texts-en.ts';

export type PortalLanguage = 'en' | 'de';

/** What the recipient is asked for, which decides on some of the words. */
export type RequestKind = 'DDQ' | 'VERIFICATION' | 'BOTH';

/** Why a link does not lead to a request. Each has a page that says so and what to do. */
export type DeadState = 'expired' | 'revoked' | 'replaced' | 'rolled back';

/** A page without a request on it: its heading, what happened, and what to do. */
export interface NoticeTexts {
  heading: string;
  lead: string;
  actions: string[];
}

/** Why a page cannot be shown right now, whatever the link. */
export type Trouble = 'busy' | 'failed';

export interface PortalTexts {
  /** For dates, with the day before the month. */
  locale: string;
  /** Puts the time zone to a date that was formatted for UTC. */
  inUtc: (dateAndTime: string) => string;
  open: {
    lead: (tenant: string) => string;
    stepsHeading: string;
    notesHeading: string;
    /** What the recipient does on this page, and what there is to do at the moment. */
    here: Record<RequestKind, string>;
    valid: (deadline: string) => string;
    submits: string;
    personal: string;
    unexpectedHeading: string;
    unexpected: (tenant: string) => string;
  };
  completed: {
    badge: string;
    lead: (tenant: string) => string;
    stepsHeading: string;
    notesHeading: string;
    notes: (tenant: string) => string[];
  };
  questionnaire: string;
  questionCount: (count: number) => string;
  verification: string;
  verificationOf: (entity: string) => string;
  /** Read out for a step that is done, where others see a tick. */
  done: string;
  request: string;
  askedBy: string;
  concerns: string;
  validUntil: string;
  wasValidUntil: string;
  actionsHeading: string;
  dead: Record<DeadState, (tenant: string) => NoticeTexts>;
  unknown: NoticeTexts;
  trouble: Record<Trouble, NoticeTexts>;
  pending: { heading: string; lead: string; reloadHint: string; reload: string };
  footer: (tenant: string | undefined) => string;
}

export const portalTexts: Record<PortalLanguage, PortalTexts> = { en, de };
