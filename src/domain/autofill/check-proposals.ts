import { type Scale, scaleIn } from '../../reading/scales.ts';
import {
  asksForAmount,
  findScaleStatements,
  type ScaleStatement,
  statedScale,
} from '../../reading/stated-scales.ts';
import { type AnswerValue, checkAnswerValue } from '../questionnaires/answer-value.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import type { ProposedAnswer, ReadableDocument } from './engine.ts';
import { occursIn, withoutColumnMarks, withoutExtraSpace } from './is-quote-on-page.ts';
import { isSupported } from './is-supported.ts';

/** A proposal that may be written. */
export interface FoundAnswer {
  questionId: string;
  value: AnswerValue;
  documentId: string;
  documentName: string;
  page: number;
  /** On one line, without the marks that separate table columns in a page's text. */
  quote: string;
  confidence: number;
}

/** A longer passage does not show where the answer is. */
const maxQuoteCharacters = 4_000;

interface CheckOptions {
  questions: readonly VersionQuestion[];
  documents: readonly ReadableDocument[];
  proposals: readonly ProposedAnswer[];
}

/**
 * The proposals of any engine that may be written: at most one answer per question, the most confident one, if its value fits
 * the question, its quote appears word for word on the page that it refers to, and the quote states the value, as far as that
 * can be determined. All others are dropped, because in compliance a wrong answer is worse than none.
 */
export function checkProposals({ questions, documents, proposals }: CheckOptions): FoundAnswer[] {
  const questionsById = new Map(questions.map((question) => [question.id, question]));
  const documentsById = new Map(documents.map((document) => [document.id, document]));
  const pages = createPageReader();
  const best = new Map<string, FoundAnswer>();
  for (const proposal of proposals) {
    const question = questionsById.get(proposal.questionId);
    const document = documentsById.get(proposal.documentId);
    const found = question && document && check(proposal, question, document, pages);
    const rival = best.get(proposal.questionId);
    if (found && (!rival || found.confidence > rival.confidence)) {
      best.set(question.id, found);
    }
  }
  return questions.flatMap(({ id }) => best.get(id) ?? []);
}

function check(
  { value, page, quote, confidence }: ProposedAnswer,
  question: VersionQuestion,
  document: ReadableDocument,
  pages: PageReader,
): FoundAnswer | undefined {
  const passage = withoutExtraSpace(quote);
  const isQuoted = passage.length <= maxQuoteCharacters && occursIn(passage, pages.textOf(document, page));
  if (!isQuoted || question.type === 'FILE' || !(confidence >= 0 && confidence <= 1)) {
    return undefined;
  }
  const checked = checkAnswerValue({ question, value });
  if ('problem' in checked || checked.value === null) {
    return undefined;
  }
  const number = {
    isAmount: asksForAmount(question.text),
    asked: scaleIn(question.text),
    stated: question.type === 'NUMBER' ? pages.scaleAt(document, page, passage) : undefined,
  };
  if (!isSupported({ type: question.type, value: checked.value, quote: passage, number })) {
    return undefined;
  }
  return {
    questionId: question.id,
    value: checked.value,
    documentId: document.id,
    documentName: document.name,
    page,
    quote: withoutColumnMarks(passage),
    confidence,
  };
}

interface PageReader {
  /** The text of a page without extra space; empty if the page does not exist. */
  textOf: (document: ReadableDocument, page: number) => string;
  /** The scale of the amounts in a passage, as stated in a line of the document. */
  scaleAt: (document: ReadableDocument, page: number, passage: string) => Scale | undefined;
}

/** Prepares each page only once, because many quotes may be from one long page. */
function createPageReader(): PageReader {
  const prepared = new Map<string, string>();
  const statements = new Map<string, ScaleStatement[]>();
  const places = new Map<string, Map<ScaleStatement, number>>();
  const key = ({ id }: ReadableDocument, page: number) => `${id} ${page}`;
  const textOf: PageReader['textOf'] = (document, page) => {
    const text = prepared.get(key(document, page)) ?? withoutExtraSpace(document.pages[page - 1] ?? '');
    prepared.set(key(document, page), text);
    return text;
  };
  return {
    textOf,
    scaleAt: (document, page, passage) => {
      const found = statements.get(document.id) ?? findScaleStatements(document.pages);
      statements.set(document.id, found);
      const text = textOf(document, page);
      const placed = places.get(key(document, page)) ?? placeStatements(found, { page, text });
      places.set(key(document, page), placed);
      const at = found.length === 0 ? 0 : text.indexOf(passage);
      const isBefore = (statement: ScaleStatement) => (placed.get(statement) ?? Infinity) < at;
      return statedScale(found, { page, isBefore, amount: '' });
    },
  };
}

/** The positions of a page's statements in its text without extra space, each after the one before it. */
function placeStatements(
  statements: readonly ScaleStatement[],
  { page, text }: { page: number; text: string },
): Map<ScaleStatement, number> {
  const places = new Map<ScaleStatement, number>();
  let from = 0;
  for (const statement of statements.filter((one) => one.page === page)) {
    const passage = withoutExtraSpace(statement.text);
    const at = text.indexOf(passage, from);
    if (at !== -1) {
      places.set(statement, at);
      from = at + passage.length;
    }
  }
  return places;
}
