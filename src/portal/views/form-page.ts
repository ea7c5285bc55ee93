import type { VersionContent } from '../../domain/questionnaires/read-version.ts';
import type { Language } from '../../languages.ts';

/** One of the pages that a questionnaire is filled in on. */
export type FormPage =
  /** All questions on one page. */
  | { kind: 'all' }
  /** The sections, with what is done and what is missing: where a long questionnaire opens. */
  | { kind: 'tasks' }
  /** One section, counted from 1. With `isFromCheck`, to change an answer, and then back. */
  | { kind: 'section'; number: number; isFromCheck: boolean }
  /** All answers before they are submitted. */
  | { kind: 'check' };

/** The parameters of the pages' addresses. The form of a page is sent to the page's own address. */
const parameters = {
  view: 'view',
  section: 'section',
  from: 'from',
  saved: 'saved',
  language: 'lang',
} as const;

/** How many questions fit on one page, whatever their sections. */
const maxQuestionsOnOnePage = 20;

type Sections = Pick<VersionContent, 'sections' | 'questions'>;

/** Whether a questionnaire has a page for each of its sections. */
export const isInParts = ({ sections, questions }: Sections): boolean =>
  sections.length > 1 && questions.length > maxQuestionsOnOnePage;

/** The page that an address asks for; where a questionnaire opens if it asks for none that there is. */
export function readFormPage(
  query: Readonly<Record<string, unknown>>,
  questionnaire: Sections | undefined,
): FormPage {
  const view = query[parameters.view];
  if (!questionnaire || !isInParts(questionnaire) || view === 'all') {
    return { kind: 'all' };
  }
  if (view === 'check') {
    return { kind: 'check' };
  }
  const text = query[parameters.section];
  const number = typeof text === 'string' && /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= questionnaire.sections.length
    ? { kind: 'section', number, isFromCheck: query[parameters.from] === 'check' }
    : { kind: 'tasks' };
}

/** The page that a form came from. The list of sections has none: what comes to its address was a page of all questions. */
export function readSentPage(...request: Parameters<typeof readFormPage>): FormPage {
  const page = readFormPage(...request);
  return page.kind === 'tasks' ? { kind: 'all' } : page;
}

interface AddressOptions {
  /** Whether the questionnaire has several pages; otherwise its page needs no parameter. */
  isInParts: boolean;
  /** The language that the reader has chosen, if any. */
  language: Language | undefined;
  /** Whether the page is to confirm that a draft was saved. */
  isSaved?: boolean;
}

/** The parameters of a page's address, to be put after the link's, so that the token is nowhere on a page. */
export function addressOf(page: FormPage, { isInParts, language, isSaved }: AddressOptions): string {
  const query = new URLSearchParams();
  if (page.kind === 'section') {
    query.set(parameters.section, String(page.number));
    if (page.isFromCheck) {
      query.set(parameters.from, 'check');
    }
  } else if (isInParts && page.kind !== 'tasks') {
    query.set(parameters.view, page.kind);
  }
  if (isSaved) {
    query.set(parameters.saved, '1');
  }
  if (language) {
    query.set(parameters.language, language);
  }
  return query.size === 0 ? '' : `?${query}`;
}

/** The same for a link on a page, where nothing would be the page itself. */
export const linkTo = (...address: Parameters<typeof addressOf>): string => addressOf(...address) || '?';

/** The page after a section: the next one with a question to answer, then the one with all answers. */
export function pageAfter(
  page: FormPage,
  sections: readonly { questions: readonly { isShown: boolean }[] }[],
): FormPage {
  if (page.kind !== 'section' || page.isFromCheck) {
    return { kind: 'check' };
  }
  const index = sections.findIndex(
    ({ questions }, at) => at >= page.number && questions.some(({ isShown }) => isShown),
  );
  return index === -1 ? { kind: 'check' } : { kind: 'section', number: index + 1, isFromCheck: false };
}

/** The page before a section that has a question to answer: the one with all sections before the first. */
export function pageBefore(
  { number, isFromCheck }: Extract<FormPage, { kind: 'section' }>,
  sections: readonly { questions: readonly { isShown: boolean }[] }[],
): FormPage {
  if (isFromCheck) {
    return { kind: 'check' };
  }
  const index = sections
    .slice(0, number - 1)
    .findLastIndex(({ questions }) => questions.some(({ isShown }) => isShown));
  return index === -1 ? { kind: 'tasks' } : { kind: 'section', number: index + 1, isFromCheck: false };
}
