import type { FindAnswersRequest, ProposedAnswer } from '../../domain/autofill/engine.ts';
import { type Asked, askedBy } from './asked.ts';
import type { Candidate } from './candidate.ts';
import { decide } from './decide.ts';
import { keepVisible } from './keep-visible.ts';
import { joinPeople } from './match/join-people.ts';
import { matchPassage } from './match/match-passage.ts';
import { type Passages, readPassages } from './passages.ts';

/** What is asked of the built-in engine; all of it can be sent to another thread. */
export type Search = Omit<FindAnswersRequest, 'tenantId' | 'signal'>;

/**
 * Finds answers without a model and without a network: it cuts the documents into labelled values, rows, lists and
 * sentences, looks up those that are near a question's words and takes what one of them says, where it says it about the
 * subject and no other contradicts it. Every value stands in its quote, or is the reading of it (a date, a number, a
 * country, a choice, yes or no). What a text orders to be answered is not taken.
 *
 * It does so in one go, which takes seconds for long documents and some hundred bytes of memory for each of their
 * characters.
 */
export function findAnswers({ questions, documents, subject }: Search): ProposedAnswer[] {
  const passages = readPassages({ documents, subject });
  const answers = questions.flatMap((question) => {
    const asked = askedBy(question);
    const best = asked && decide(asked, candidatesFor(asked, passages));
    return best ? [toAnswer(question.id, best, passages)] : [];
  });
  return keepVisible(questions, answers);
}

function candidatesFor(asked: Asked, passages: Passages): Candidate[] {
  const conceptIds = asked.concept ? [asked.concept.id, ...(asked.concept.partOf ?? [])] : [];
  const candidates = passages
    .find({ query: asked.query, conceptIds })
    .flatMap((passage) => matchPassage(asked, passage, passages));
  return joinPeople(asked, candidates, passages);
}

function toAnswer(
  questionId: string,
  { value, document, page, quote, confidence }: Candidate,
  { documents }: Passages,
): ProposedAnswer {
  const source = documents[document];
  return {
    questionId,
    value,
    documentId: source?.id ?? '',
    page,
    quote: source?.pages[page - 1]?.slice(quote.start, quote.end) ?? '',
    confidence,
  };
}
