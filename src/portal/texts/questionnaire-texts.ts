import type { QuestionType } from '../../database/client/client.ts';
import type { FileKind } from '../pages/file-kinds.ts';
import type { FileProblem } from '../views/views.ts';
import type { PartsTexts } from './parts-texts.ts';

/** The words of the questionnaire's page, and of what its script says. */
export interface QuestionnaireTexts {
  /** Under the heading: what is asked of the recipient, and that there is time for it. */
  lead: (tenant: string) => string;
  keepsAnswers: string;
  requiredHint: string;
  /** Read out where others see the mark of a question that needs an answer. */
  required: string;
  contents: string;
  sectionOf: (number: number, total: number) => string;
  save: string;
  submit: string;
  submitHeading: string;
  submitHint: (tenant: string) => string;
  /** Which answer to another question makes this one asked. */
  onlyIf: (question: string, answer: string) => string;
  yes: string;
  no: string;
  /** The label of an attestation's checkbox, and how a ticked one reads afterwards. */
  confirm: string;
  confirmed: string;
  noAnswer: string;
  choose: string;
  datePattern: string;
  prefilled: string;
  highlighted: string;
  changesHeading: (tenant: string) => string;
  /** Before the links to the questions that the team named, one or several. */
  changesMarked: (count: number) => string;
  changesKept: string;
  savedHeading: string;
  savedHint: string;
  rejectedHeading: (count: number) => string;
  rejectedHint: string;
  conflictHeading: (count: number) => string;
  conflictHint: string;
  missing: Record<QuestionType, string>;
  malformed: Record<QuestionType, string>;
  /** Instead of `malformed` for questions with a lowest or highest answer. */
  bounds: Record<'NUMBER' | 'PERCENTAGE' | 'DATE', BoundTexts> & { today: string };
  /** A percentage in words, of the number as it is written. */
  percent: (number: string) => string;
  /** The text that was entered for a question whose control cannot show it. */
  received: (typed: string) => string;
  theirs: (answer: string) => string;
  theirsCleared: string;
  keepsMine: string;
  files: FileTexts;
  parts: PartsTexts;
  script: ScriptTexts;
}

export interface BoundTexts {
  both: (min: string, max: string) => string;
  min: (min: string) => string;
  max: (max: string) => string;
}

export interface FileTexts {
  heading: string;
  remove: string;
  /** Says which one, for those who do not see the button beside it. */
  removeNamed: (name: string) => string;
  removeHint: string;
  hint: string;
  problems: Record<FileProblem['reason'], (name: string, kind: FileKind) => string>;
}

/** What the page and its script say alike. A `#` is the place of a time, a name or a number. */
export interface ScriptTexts {
  /** Of all questions, and of those of a section. */
  answered: string;
  part: string;
  /** How many of the questions that need an answer have none: none, one, several. */
  open: [string, string, string];
  /** How many answers are missing or wrong, over the list of them: one, several. */
  rejected: [string, string];
  saving: string;
  savedAt: string;
  retry: string;
  conflict: string;
  closed: string;
  /** The same in a few words, where they are always in sight. */
  closedShort: string;
  keepMine: string;
  badDate: string;
  badNumber: string;
  searchCountry: string;
  /** How many countries have what was typed in their names: none, one, several. */
  countriesFound: [string, string, string];
  notSaved: string;
  remove: string;
  uploading: string;
  uploadFailed: string;
  /** The link was closed before the file came. */
  uploadLate: string;
  uploadWait: string;
  consentFirst: string;
  /** The file's name, and the megabytes that it can have. */
  tooLarge: string;
  cancel: string;
  cancelled: string;
  print: string;
}
