import { cleanLine } from '../text/clean-line.ts';
import { cleanMessage } from './clean-message.ts';
import type { InvitationKind, InvitationTexts } from './invitation-texts.ts';

/** The reason for sending a link. */
export type InvitationOccasion =
  | { kind: 'first' }
  /** The links of earlier emails no longer work. */
  | { kind: 'new link' }
  | {
      kind: 'changes';
      /** The team's own words, of several lines. */
      message: string;
      /** The texts of the questions that it is about; may be empty. */
      questions: readonly string[];
      /** Whether the changes were requested before, with a link that no longer works. */
      isNewLink: boolean;
    };

/** The changes that the team requests. */
export interface InvitationChanges {
  messageLabel: string;
  /** The lines of the team's message, some of them empty. */
  message: string[];
  questionsLabel: string;
  /** The first of the questions that it is about. */
  questions: string[];
  /** Says how many questions there are beyond those; may be empty. */
  moreQuestions: string;
}

/** The part of an invitation that depends on its occasion. */
export interface InvitationOpening {
  subject: string;
  heading: string;
  introduction: string;
  /** What happened to earlier links; may be empty. */
  notice: string;
  /** `null` if no changes are requested. */
  changes: InvitationChanges | null;
}

/** How many questions the email lists; the page highlights all of them. */
const maxQuestions = 10;

interface OpeningOptions {
  occasion: InvitationOccasion;
  kind: InvitationKind;
  texts: InvitationTexts;
  /** One clean line. */
  tenantName: string;
}

/** Opens the email with its reason: the first invitation, a new link, or a request for changes. */
export function openInvitation({ occasion, kind, texts, tenantName }: OpeningOptions): InvitationOpening {
  const shortName = cleanLine(tenantName, 80);
  const firstSubject = texts.subject[kind](shortName);
  const introduction = texts.introduction(tenantName);
  switch (occasion.kind) {
    case 'first':
      return {
        subject: firstSubject,
        heading: texts.heading[kind],
        introduction,
        notice: '',
        changes: null,
      };
    case 'new link':
      return {
        subject: texts.newLinkSubject(firstSubject),
        heading: texts.newLinkHeading[kind],
        introduction,
        notice: `${texts.newLinkNotice} ${texts.newLinkDraft}`,
        changes: null,
      };
    case 'changes': {
      const subject = texts.changesSubject(shortName);
      return {
        subject: occasion.isNewLink ? texts.newLinkSubject(subject) : subject,
        heading: texts.changesHeading,
        introduction: texts.changesIntroduction(tenantName),
        notice: occasion.isNewLink ? texts.newLinkNotice : '',
        changes: describeChanges({ ...occasion, texts, tenantName }),
      };
    }
  }
}

function describeChanges(options: {
  message: string;
  questions: readonly string[];
  texts: InvitationTexts;
  tenantName: string;
}): InvitationChanges {
  const { message, questions, texts, tenantName } = options;
  const moreCount = questions.length - maxQuestions;
  return {
    messageLabel: texts.messageLabel(tenantName),
    message: cleanMessage(message),
    questionsLabel: texts.questionsLabel(questions.length),
    questions: questions.slice(0, maxQuestions).map((question) => cleanLine(question, 300)),
    moreQuestions: moreCount > 0 ? texts.moreQuestions(moreCount) : '',
  };
}
