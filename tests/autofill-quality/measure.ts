import { randomUUID } from 'node:crypto';
import type {
  FindAnswersRequest,
  ProposedAnswer,
  ReadableDocument,
} from '../../src/domain/autofill/engine.ts';
import { checkAnswerValue } from '../../src/domain/questionnaires/answer-value.ts';
import type { QuestionnaireDefinitionInput } from '../../src/domain/questionnaires/definition.ts';
import type { VersionQuestion } from '../../src/domain/questionnaires/read-version.ts';
import type { CorpusCase, CorpusDocument, Expected } from './corpus-case.ts';

/** An engine, or the search of one. */
interface Finder {
  findAnswers: (request: FindAnswersRequest) => Promise<ProposedAnswer[]> | ProposedAnswer[];
}

export interface JudgedAnswer extends ProposedAnswer {
  key: string;
  document: string;
  /** Why it is wrong; undefined when it is right. */
  fault?: string;
}

export interface CaseFigures {
  name: string;
  questions: number;
  answers: JudgedAnswer[];
  /** Keys of questions that the documents answer and the engine did not, or not rightly. */
  missed: string[];
  correct: number;
  /** Of the questions that labelled values answer: how many there are, and how many were answered rightly. */
  labelled: { all: number; correct: number };
}

/** Lets an engine answer a case's questionnaire and holds each answer against what is known. */
export async function measureCase(options: {
  engine: Finder;
  corpusCase: CorpusCase;
  pagesOf: (document: CorpusDocument) => Promise<string[]> | string[];
}): Promise<CaseFigures> {
  const { engine, corpusCase, pagesOf } = options;
  const questions = questionsOf(corpusCase.questionnaire);
  const documents: ReadableDocument[] = await Promise.all(
    corpusCase.documents.map(async (document) => ({
      id: randomUUID(),
      name: document.name,
      pages: await pagesOf(document),
    })),
  );
  const proposed = await engine.findAnswers({
    tenantId: 'bench',
    questions,
    documents,
    subject: corpusCase.subject,
    signal: AbortSignal.timeout(90_000),
  });
  const answers = proposed.map((answer): JudgedAnswer => {
    const question = questions.find(({ id }) => id === answer.questionId);
    const document = documents.find(({ id }) => id === answer.documentId);
    const fault =
      question && document
        ? faultOf({ answer, question, document, expected: corpusCase.expected[question.key] })
        : 'unknown question or document';
    return {
      ...answer,
      key: question?.key ?? '',
      document: document?.name ?? '',
      ...(fault !== undefined && { fault }),
    };
  });
  const right = new Set(answers.filter(({ fault }) => fault === undefined).map(({ key }) => key));
  const labelled = Object.keys(corpusCase.expected).filter((key) => !corpusCase.unlabelled?.includes(key));
  return {
    name: corpusCase.name,
    questions: questions.filter(({ type }) => type !== 'FILE').length,
    answers,
    missed: Object.keys(corpusCase.expected).filter((key) => !right.has(key)),
    correct: right.size,
    labelled: { all: labelled.length, correct: labelled.filter((key) => right.has(key)).length },
  };
}

/** Questions as a stored version has them. */
export function questionsOf({ sections }: QuestionnaireDefinitionInput): VersionQuestion[] {
  return sections.flatMap(({ questions }) =>
    questions.map(({ key, text, type, required, options, helpText, min, max, hints, visibleWhen }) => ({
      id: key,
      key,
      text,
      type: type as VersionQuestion['type'],
      required: required ?? false,
      options: options ?? [],
      helpText: helpText ?? null,
      min: min ?? null,
      max: max ?? null,
      hints: hints ?? [],
      visibleWhenKey: visibleWhen?.key ?? null,
      visibleWhenEquals: visibleWhen?.equals ?? null,
      texts: {},
    })),
  );
}

function faultOf(given: {
  answer: ProposedAnswer;
  question: VersionQuestion;
  document: ReadableDocument;
  expected: Expected | undefined;
}): string | undefined {
  const { answer, question, document, expected } = given;
  const page = flat(document.pages[answer.page - 1] ?? '');
  const checked = checkAnswerValue({ question, value: answer.value });
  const isText = question.type === 'TEXT' || question.type === 'LONG_TEXT';
  if (answer.quote === '' || !page.includes(flat(answer.quote))) {
    return 'the quote does not stand on the page';
  }
  if ('problem' in checked) {
    return `invalid: ${checked.problem}`;
  }
  if (isText && !flat(answer.quote).includes(flat(String(answer.value)))) {
    return 'the text is no part of its quote';
  }
  if (expected === undefined) {
    return 'the documents do not say';
  }
  return says(checked.value, expected) ? undefined : `expected ${JSON.stringify(expected)}`;
}

/** Column marks of the extractor are no part of what a document says. */
const flat = (text: string): string => text.replaceAll(/[\s|]+/g, ' ').trim();

function says(value: unknown, expected: Expected): boolean {
  if (typeof expected !== 'object') {
    return typeof value === 'string'
      ? value.toLowerCase() === String(expected).toLowerCase()
      : value === expected;
  }
  if (!('has' in expected)) {
    return JSON.stringify(value) === JSON.stringify(expected);
  }
  const text = flat(String(value)).toLowerCase();
  return (
    expected.has.every((part) => text.includes(part.toLowerCase())) &&
    !expected.lacks?.some((part) => text.includes(part.toLowerCase()))
  );
}

export interface Totals {
  cases: number;
  questions: number;
  answered: number;
  correct: number;
  wrong: number;
  precision: number;
  recall: number;
  /** Recall on labelled values. */
  labelledRecall: number;
}

export function totalsOf(figures: readonly CaseFigures[]): Totals {
  const sum = (read: (one: CaseFigures) => number) => figures.reduce((total, one) => total + read(one), 0);
  const answered = sum(({ answers }) => answers.length);
  const correct = sum((one) => one.correct);
  const missed = sum((one) => one.missed.length);
  return {
    cases: figures.length,
    questions: sum(({ questions }) => questions),
    answered,
    correct,
    wrong: answered - correct,
    precision: answered === 0 ? 1 : correct / answered,
    recall: correct / Math.max(1, correct + missed),
    labelledRecall:
      sum(({ labelled }) => labelled.correct) /
      Math.max(
        1,
        sum(({ labelled }) => labelled.all),
      ),
  };
}
