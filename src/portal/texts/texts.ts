import type { Language } from '../../languages.ts';
import type { QuestionnaireTexts } from './questionnaire-texts.ts';
import { de } from './texts-de.ts';
import { en } from './texts-en.ts';
import type { VerificationTexts } from './verification-texts.ts';

/** Why a link does not lead to a request. Each has a page that says so and what to do. */
export type DeadState = 'expired' | 'revoked' | 'replaced' | 'rolled back';

/** A page without a request on it: its heading, what happened, and what to do. */
export interface NoticeTexts {
  heading: string;
  lead: string;
  actions: string[];
}

/** Why a page cannot be shown right now, whatever the link. */
export type Trouble = 'busy' | 'failed' | 'tooMuch';

export interface PortalTexts {
  /** For dates, with the day before the month. */
  locale: string;
  /** Puts the time zone to a date that was formatted for UTC. */
  inUtc: (dateAndTime: string) => string;
  /** The link to the same page in the other language, in that language. */
  otherLanguage: { code: Language; name: string };
  skip: string;
  /** Before the title of a page on which something has to be corrected. */
  error: string;
  /** What everybody should know who has been sent a link. */
  link: {
    heading: string;
    opening: string;
    personal: string;
    unexpectedHeading: string;
    unexpected: (tenant: string) => string;
  };
  steps: string;
  completed: {
    badge: string;
    lead: (tenant: string) => string;
    completedAt: string;
    notesHeading: string;
    notes: (tenant: string) => string[];
    copyHeading: string;
    copyHint: string;
  };
  /** What was typed into a page that could not be saved any more. */
  unsaved: { heading: string; lead: string };
  notAnswered: string;
  answers: QuestionnaireTexts;
  identity: VerificationTexts;
  questionnaire: string;
  verification: string;
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
  /** Where a provider's own pages send people back to. */
  returned: Record<'done' | 'cancelled', NoticeTexts>;
  footer: (tenant: string | undefined) => string;
}

export const portalTexts: Record<Language, PortalTexts> = { en, de };
