import type { AutofillEngine, ProposedAnswer } from '../../domain/autofill/engine.ts';
import { type Asked, askedBy } from './asked.ts';
import type { Candidate } from './candidate.ts';
import { decide } from './decide.ts';
import { joinPeople } from './match/join-people.ts';
import { matchPassage } from './match/match-passage.ts';
import { keepVisible } from './keep-visible.ts';
import { type Passages, readPassages } from './passages.ts';
import { createPause, type Pause } from './pause.ts';

/**
 * Finds answers without a model and without a network: it cuts the documents into labelled values, rows, lists and
 * sentences, looks up those that are near a question's words and takes what one of them says, where it says it about the
 * subject and no other contradicts it. Every value stands in its quote, or is the reading of it (a date, a number, a
 * country, a choice, yes or no). What a text orders to be answered is not taken.
 */
export const builtinEngine: AutofillEngine = {
  name: 'BUILTIN',
  findAnswers: async ({ questions, documents, subject, signal }) => {
    signal.throwIfAborted();
    const pause = createPause(signal);
    const passages = await readPassages({ documents, subject, pause });
    const answers: ProposedAnswer[] = [];
    for (const question of questions) {
      const asked = askedBy(question);
      const best = asked && decide(asked, await candidatesFor(asked, passages, pause));
      if (best) {
        answers.push(toAnswer(question.id, best, passages));
      }
      await pause();
    }
    return keepVisible(questions, answers);
  },
};

async function candidatesFor(asked: Asked, passages: Passages, pause: Pause): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const conceptIds = asked.concept ? [asked.concept.id, ...(asked.concept.partOf ?? [])] : [];
  for (const passage of await passages.find({ query: asked.query, conceptIds })) {
    candidates.push(...matchPassage(asked, passage, passages));
    await pause();
  }
  return joinPeople(asked, candidates, passages);
}

function toAnswer(questionId: string, { value, document, page, quote, confidence }: Candidate, { documents }: Passages): ProposedAnswer {
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
