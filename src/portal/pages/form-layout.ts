import type { Language } from '../../languages.ts';
import { addressOf, type FormPage, linkTo } from '../views/form-page.ts';
import type { QuestionnaireView } from '../views/views.ts';
import { controlId, isAnswered, type NumberedQuestion } from './numbered-question.ts';
import { foreignLanguage } from './render-lang.ts';

export interface NumberedSection {
  title: string;
  /** The title's language, where it is not the page's. */
  lang: string | undefined;
  /** From 1. */
  number: number;
  questions: NumberedQuestion[];
}

/** A questionnaire with everything that its pages have in common. */
export interface FormLayout {
  view: QuestionnaireView;
  language: Language;
  sections: NumberedSection[];
  /** All questions by their ids. */
  byId: ReadonlyMap<string, NumberedQuestion>;
  /** The questions that are on the page, in their order. */
  onPage: NumberedQuestion[];
  /** The address of another page. */
  linkTo: (page: FormPage) => string;
  /** The address of a question's control, on this page or on its section's. */
  linkToQuestion: (question: NumberedQuestion) => string;
  /** The address of the page itself in another language. */
  languageLink: (language: Language) => string;
}

export function layOutForm(view: QuestionnaireView): FormLayout {
  const { page, isInParts, chosenLanguage, request } = view;
  const { language } = request;
  const questionLanguage = foreignLanguage(view.questionLanguage, language);
  const sections = numberSections(view, questionLanguage);
  const questions = sections.flatMap((section) => section.questions);
  const onPage =
    page.kind === 'all' ? questions : page.kind === 'section' ? questionsOf(sections, page.number) : [];
  const link = (target: FormPage, language = chosenLanguage) => linkTo(target, { isInParts, language });
  return {
    view,
    language,
    sections,
    byId: new Map(questions.map((question) => [question.id, question])),
    onPage,
    linkTo: link,
    linkToQuestion: (question) => {
      const anchor = `#${controlId(question.number)}`;
      return onPage.includes(question)
        ? anchor
        : `${link({ kind: 'section', number: question.section, isFromCheck: page.kind === 'check' })}${anchor}`;
    },
    languageLink: (language) => addressOf(page, { isInParts, language }),
  };
}

const questionsOf = (sections: readonly NumberedSection[], number: number): NumberedQuestion[] =>
  sections[number - 1]?.questions ?? [];

function numberSections(
  { sections, request }: QuestionnaireView,
  questionLanguage: string | undefined,
): NumberedSection[] {
  const langOf = (fallback: string | undefined) =>
    fallback === undefined ? questionLanguage : foreignLanguage(fallback, request.language);
  let number = 0;
  return sections.map(({ title, titleFallback, questions }, index) => ({
    title,
    lang: langOf(titleFallback),
    number: index + 1,
    questions: questions.map((question) => {
      number += 1;
      const { text, helpText, options } = question.fallbacks ?? {};
      const langs = { text: langOf(text), helpText: langOf(helpText), options: langOf(options) };
      return { ...question, langs, number, section: index + 1 };
    }),
  }));
}

/** How far a section is. */
export interface SectionProgress {
  answered: number;
  /** The questions that are asked at the moment; possibly none. */
  asked: number;
  /** Whether all that has to be answered or changed is. */
  isComplete: boolean;
  /** Whether something has to be answered at all. */
  isRequired: boolean;
  /** Whether a change that the team requests has not been made. */
  isChangePending: boolean;
}

export function progressOf({ questions }: NumberedSection): SectionProgress {
  const asked = questions.filter(({ isShown }) => isShown);
  const required = asked.filter(({ isRequired }) => isRequired);
  const isChangePending = asked.some((question) => question.isChangePending);
  return {
    answered: asked.filter(isAnswered).length,
    asked: asked.length,
    isComplete: asked.length > 0 && required.every(isAnswered) && !isChangePending,
    isRequired: required.length > 0,
    isChangePending,
  };
}
