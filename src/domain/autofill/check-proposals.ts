import type { VersionQuestion } from '../questionnaires/read-version.ts';
import { type AnswerValue, checkAnswerValue } from '../responses/answer-value.ts';
import type { ProposedAnswer, ReadableDocument } from './engine.ts';
import { standsIn, withoutColumnMarks, withoutExtraSpace } from './quote-stands-on.ts';
import { isSupported } from './support/is-supported.ts';

/** A proposal that may be written. */
export interface FoundAnswer {
  questionId: string;
  value: AnswerValue;
  documentId: string;
  documentName: string;
  page: number;
  /** In one line, without the marks that a page's text has between the columns of a table. */
  quote: string;
  confidence: number;
}

/** A passage that is longer than this shows nobody where an answer stands. */
const longestQuote = 4_000;

interface CheckOptions {
  questions: readonly VersionQuestion[];
  documents: readonly ReadableDocument[];
  proposals: readonly ProposedAnswer[];
}

/**
 * What of an engine's proposals may be written, whatever the engine: at most one answer a question, the most confident;
 * its value fits the question, its quote stands word for word on the page that it names, and the quote says the value,
 * as far as that can be told. All else is dropped, because in compliance a wrong answer is worse than none.
 */
export function checkProposals({ questions, documents, proposals }: CheckOptions): FoundAnswer[] {
  const questionsById = new Map(questions.map((question) => [question.id, question]));
  const documentsById = new Map(documents.map((document) => [document.id, document]));
  const pageText = createPageReader();
  const best = new Map<string, FoundAnswer>();
  for (const proposal of proposals) {
    const question = questionsById.get(proposal.questionId);
    const document = documentsById.get(proposal.documentId);
    const found = question && document && check(proposal, question, document, pageText);
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
  pageText: PageReader,
): FoundAnswer | undefined {
  const passage = withoutExtraSpace(quote);
  const isQuoted = passage.length <= longestQuote && standsIn(passage, pageText(document, page));
  if (!isQuoted || question.type === 'FILE' || !(confidence >= 0 && confidence <= 1)) {
    return undefined;
  }
  const checked = checkAnswerValue({ question, value });
  if ('problem' in checked || checked.value === null) {
    return undefined;
  }
  if (!isSupported({ type: question.type, value: checked.value, quote: passage })) {
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

/** The text of a page without extra space; empty where there is no such page. */
type PageReader = (document: ReadableDocument, page: number) => string;

/** Many quotes may be from one long page, so that each page is prepared once. */
function createPageReader(): PageReader {
  const prepared = new Map<string, string>();
  return ({ id, pages }, page) => {
    const key = `${id} ${page}`;
    const text = prepared.get(key) ?? withoutExtraSpace(pages[page - 1] ?? '');
    prepared.set(key, text);
    return text;
  };
}
