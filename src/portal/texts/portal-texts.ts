import type { Language } from '../../languages.ts';
import type { QuestionnaireTexts } from './questionnaire-texts.ts';
import type { VerificationTexts } from './verification-texts.ts';

/** Why a link that was sent leads to no request. Each has a page that says so and what to do. */
export type ClosedLinkState = 'expired' | 'revoked' | 'replaced' | 'rolled back';

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
  /** Adds the time zone to a date that was formatted for UTC. */
  inUtc: (dateAndTime: string) => string;
  /** The link to the same page in the other language, in that language. */
  otherLanguage: { code: Language; name: string };
  skip: string;
  /** Before the title of a page on which something must be corrected. */
  error: string;
  /** Advice for everyone who receives a link. */
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
  /** Answers that could not be saved because the link was closed. */
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
  closed: Record<ClosedLinkState, (tenant: string) => NoticeTexts>;
  unknown: NoticeTexts;
  trouble: Record<Trouble, NoticeTexts>;
  pending: { heading: string; lead: string; reloadHint: string; reload: string };
  /** The page to which a provider's own pages return people. */
  returned: Record<'done' | 'cancelled', NoticeTexts>;
  /** The part of an expired link's page with which a new link is requested. */
  linkRequest: {
    heading: string;
    hint: (tenant: string) => string;
    button: string;
    doneHeading: string;
    done: (tenant: string) => string;
  };
  contact: {
    /** Before the team's address and telephone number. */
    heading: (tenant: string) => string;
    privacy: (tenant: string) => string;
  };
  footer: (tenant: string | undefined) => string;
}
