import type { QuestionType, VerificationCheck, WorkflowStep } from '../../database/client/client.ts';
import type { FileRejection } from '../../domain/files/received-file.ts';
import type { AnswerValue } from '../../domain/questionnaires/answer-value.ts';
import type { Effort } from '../../domain/questionnaires/effort.ts';
import type { LocalQuestion } from '../../domain/questionnaires/localise.ts';
import type { UploadRejection } from '../../domain/recipients/upload-rejection.ts';
import type { Language } from '../../languages.ts';
import type { ContactDetails } from '../../text/contact-details.ts';
import type { FormPage } from './form-page.ts';

/*
 * The content of a request's pages. The routes build it from the domain's results; the pages turn it into HTML and decide
 * nothing. Texts in them are the tenant's and the recipient's own and are escaped where they are written out.
 */

/** The content that all pages of one request share. */
export interface RequestView {
  language: Language;
  tenantName: string;
  /** `#rrggbb`; null for Postern's own colour. */
  accentColour: string | null;
  contact: ContactDetails;
  /** The page's main heading: the response's name; defaults to the entity's. */
  title: string;
  entityName: string;
  expiresAt: Date;
  /** Answers from a page that was too old to be saved; nearly always empty. Shown first, so that they are not lost. */
  unsaved: UnsavedAnswers;
  /** In the order in which they are done. */
  steps: { step: WorkflowStep; name: string; isDone: boolean; isCurrent: boolean }[];
}

export interface FileView {
  id: string;
  name: string;
  contentType: string;
  sizeBytes: number;
  /** Whether it was uploaded through this link, so that its recipient can open it again. */
  isOwn: boolean;
}

/** A file that was not accepted. */
export interface FileProblem {
  name: string;
  reason: FileRejection | UploadRejection;
}

export interface QuestionView {
  id: string;
  key: string;
  text: string;
  type: QuestionType;
  /** What answers are, whatever is shown of them. */
  options: readonly string[];
  /** What is shown of the options, in their order. Defaults to the options. */
  optionTexts?: readonly string[];
  helpText: string | null;
  /** The languages of texts that are not in the questions' language. */
  fallbacks?: LocalQuestion['fallbacks'];
  /** The lowest and highest answer, as the questionnaire writes them; null for none. */
  min: string | null;
  max: string | null;
  isRequired: boolean;
  /** Which other question's answer shows this one; undefined when it is always shown. */
  visibleWhen: { questionId: string; equals: string } | undefined;
  /** Whether it is shown with the answers as they are. A hidden one is in the page all the same, for the script. */
  isShown: boolean;
  value: AnswerValue | null;
  /** The text that was typed, if it is no answer to the question: shown again unchanged, beside `problem`. */
  typed: string | undefined;
  /** Represents the stored value that the page was created with; sent back as `was.<id>`. */
  fingerprint: string;
  /** Whether the team has filled it in and the recipient has not changed it. */
  isPrefilled: boolean;
  /** Whether the team requests a change of it. */
  isHighlighted: boolean;
  /** Whether the answer is still the one that the team requests a change of. */
  isChangePending: boolean;
  problem: 'missing' | 'malformed' | undefined;
  /** The answer that someone else has saved since the page was opened; `value` is the recipient's own then, not saved. */
  theirs: { value: AnswerValue | null } | undefined;
  /** The files of a FILE question. */
  files: FileView[];
  fileProblems: FileProblem[];
}

export interface SectionView {
  title: string;
  /** The title's language, if it is not the questions'. */
  titleFallback?: string | undefined;
  questions: QuestionView[];
}

export interface QuestionnaireView {
  request: RequestView;
  /** The page to show; the view contains the whole form all the same. */
  page: FormPage;
  /** Whether the questionnaire has a page for each section. */
  isInParts: boolean;
  /** The language that the reader has chosen, which the addresses of all pages carry on. */
  chosenLanguage: Language | undefined;
  effort: Effort;
  /** The changes that the team requests, unless this is the first round. */
  changes: { message: string } | undefined;
  /** In which the questions are shown, as a BCP 47 tag. */
  questionLanguage: string;
  /** The date in UTC. */
  today: string;
  sections: SectionView[];
  /** Of the questions that are shown. */
  answered: number;
  total: number;
  /**
   * `saved` after a draft was saved; `rejected` when something is wrong or missing; `conflict` when something was not saved.
   */
  feedback: 'saved' | 'rejected' | 'conflict' | undefined;
}

export interface CheckView {
  check: VerificationCheck;
  files: FileView[];
  isMissing: boolean;
  fileProblems: FileProblem[];
}

/** The verification where the recipient uploads what the team will look at. */
export interface VerificationView {
  request: RequestView;
  checks: CheckView[];
  hasConsented: boolean;
  isConsentMissing: boolean;
  feedback: 'saved' | 'rejected' | undefined;
}

/** A verification on a provider's own pages. */
export interface HostedVerificationView {
  request: RequestView;
  checks: VerificationCheck[];
  hasConsented: boolean;
  isConsentMissing: boolean;
  /** `ready` to start; `begun` once the provider has opened its page; `failed` if it could not be reached. */
  state: 'ready' | 'begun' | 'failed';
  /** The provider's page, right after the recipient has requested it. */
  hostedUrl: string | undefined;
}

/** Everything is done. */
export interface CompletedView {
  request: RequestView;
  completedAt: Date;
  /** A copy of the answers to print, while the link's time lasts; undefined afterwards and without a questionnaire. */
  sections: { title: string; questions: AnsweredQuestionView[] }[] | undefined;
}

export type AnsweredQuestionView = Pick<QuestionView, 'text' | 'type' | 'value' | 'files'> &
  Pick<Partial<QuestionView>, 'options' | 'optionTexts'>;

/** The recipient's input when the link was closed in the meantime. It is shown, so that it is not lost. */
export type UnsavedAnswers = readonly AnsweredQuestionView[];

/** A link without an open request: it is not known, not settled yet, or closed. */
export type NoticeView = { language: Language } & (
  | { state: 'unknown' | 'pending' }
  | {
      state: 'rolled back' | 'replaced' | 'revoked';
      tenantName: string;
      accentColour: string | null;
      contact: ContactDetails;
      unsaved: UnsavedAnswers;
    }
  | {
      state: 'expired';
      tenantName: string;
      accentColour: string | null;
      contact: ContactDetails;
      title: string;
      expiresAt: Date;
      /** Whether its recipient has requested a new one. */
      isLinkRequested: boolean;
      unsaved: UnsavedAnswers;
    }
);

/** The response to the page's script after it has saved; problems and conflicts in words, ready to be shown. */
export interface SaveReport {
  status: 'saved' | 'closed';
  answered: number;
  total: number;
  questions: Record<string, { fingerprint: string; problem: string | null; conflict: string | null }>;
}

/** The response to the page's script after an upload or a removal: the file list of that question or check, as HTML. */
export interface FilesReport {
  status: 'saved' | 'closed';
  html: string;
}

/** The names of the forms' controls and the values of their buttons, shared by the pages, the script and the routes. */
export const controls = {
  /** Hidden in each form: the step that the form belongs to. */
  step: 'step',
  /** Name of the submit buttons. */
  action: 'action',
  /** The reader's time zone, which only the script knows. */
  timeZone: 'zone',
  actions: {
    save: 'save',
    continue: 'continue',
    submit: 'submit',
    upload: 'upload',
    start: 'start',
    requestLink: 'request-link',
  },
  /** A question's answer; several of one name for MULTI_CHOICE and COUNTRIES. */
  answer: (questionId: string) => `answer.${questionId}`,
  /**
   * The fingerprint of the answer that the page was created with; present for each question that the form has, FILE excepted.
   */
  was: (questionId: string) => `was.${questionId}`,
  /** File input of a FILE question. */
  file: (questionId: string) => `file.${questionId}`,
  /** File input of a check. */
  evidence: (check: VerificationCheck) => `evidence.${check}`,
  /** Checkboxes of files to remove; the value is the file's id. `<name>` is that of the file input. */
  remove: (name: string) => `remove.${name}`,
  /** The checkbox of consent; its value is `given`. */
  consent: 'consent',
} as const;
