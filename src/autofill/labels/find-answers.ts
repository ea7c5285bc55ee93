import type { FindAnswersRequest, ProposedAnswer } from '../../domain/autofill/engine.ts';
import { createAboutReader } from './about.ts';
import { type Asked, askedBy } from './asked.ts';
import type { Candidate } from './candidate.ts';
import { decide } from './decide.ts';
import { addConditions, keepVisible } from './keep-visible.ts';
import { labelsOf } from './label-names.ts';
import { answersOf, factsOf, ownNameOf } from './match.ts';
import { joinPeople } from './people.ts';
import { namesOf } from './subject-names.ts';
import { valuesOf } from './values.ts';

/** The input of the built-in engine; all of it can be sent to another thread. */
export type Search = Omit<FindAnswersRequest, 'tenantId' | 'signal'>;

/** More candidates for one question than this are not an answer but a table of data. */
const maxCandidates = 500;

/**
 * Finds answers without a model and without a network: it cuts the documents into labelled values, rows and lists, and accepts
 * those whose label is a name of what a question asks for, if they are about the subject and nothing else contradicts them.
 * Every value appears in its quote, or is the reading of it (a date, a number, a country, a choice, yes or no). Prose is not
 * searched for answers, and a text that orders how to answer is ignored.
 */
export function findAnswers({ questions, documents, subject }: Search): ProposedAnswer[] {
  const names = namesOf(subject);
  const asked = questions.flatMap((question) => askedBy(question) ?? []);
  const labels = labelsOf(asked);
  const candidates = new Map<Asked, Candidate[]>(asked.map((one) => [one, []]));
  const isFull = (one: Asked) => (candidates.get(one)?.length ?? 0) >= maxCandidates;

  for (const [document, { pages }] of documents.entries()) {
    const facts = factsOf({ id: '', name: '', pages });
    const aboutOf = createAboutReader(names, pages[0] ?? '');
    const position = { headings: [], block: 0 };
    for (const [index, pageText] of pages.entries()) {
      const place = { document, page: index + 1, pageText, facts, names };
      for (const value of valuesOf(pageText, position, labels.isKnown)) {
        const about = aboutOf(value);
        const isColumn = value.kind === 'field' && value.values[0]?.column !== '';
        for (const match of labels.match(value.label, value.headings, isColumn)) {
          if (!isFull(match.asked)) {
            candidates.get(match.asked)?.push(...answersOf({ ...match, ...place, value, about }));
          }
        }
      }
      for (const { 0: line, index: start } of pageText.matchAll(/[^\n]+/g)) {
        for (const one of asked.filter(({ shape, key }) => shape === 'own name' || key === 'legal_form')) {
          if (!isFull(one)) {
            candidates.get(one)?.push(...ownNameOf(one, { line, start, names, document, page: index + 1 }));
          }
        }
      }
    }
  }

  const pageOf = ({ document, page }: Candidate) => documents[document]?.pages[page - 1] ?? '';
  const answers = asked.flatMap((one) => {
    const best = decide(one, joinPeople(one, candidates.get(one) ?? [], pageOf));
    return best ? [toAnswer(one.question.id, best)] : [];
  });
  const isOpen = (id: string) =>
    !asked.some((one) => one.question.id === id && candidates.get(one)?.length !== 0);
  return keepVisible(questions, addConditions(questions, answers, isOpen));

  function toAnswer(questionId: string, best: Candidate): ProposedAnswer {
    const { value, document, page, quote, confidence } = best;
    const documentId = documents[document]?.id ?? '';
    return {
      questionId,
      value,
      documentId,
      page,
      quote: pageOf(best).slice(quote.start, quote.end),
      confidence,
    };
  }
}
