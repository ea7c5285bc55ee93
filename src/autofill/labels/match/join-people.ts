import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passages } from '../passages.ts';
import { endOfPeople } from '../text/people-lists.ts';
import type { Concept } from '../vocabulary/concept.ts';

/** Between two entries of one list stands no more than this, such as a date of birth and a nationality. */
const maxDistance = 300;

/** What between two entries shows that not all of them are meant. */
const breaks = /\n\s*\n|\b(?:resigned|ceased|former|secretary|ausgeschieden|erloschen|prokura|until)\b/iu;

/**
 * Directors and owners are often listed as one field each: fields that follow each other on a page are one answer, which
 * quotes from the first to the last.
 */
export function joinPeople(
  asked: Asked,
  candidates: readonly Candidate[],
  { documents }: Passages,
): Candidate[] {
  const { concept } = asked;
  if (concept?.shape !== 'people') {
    return [...candidates];
  }
  const joined: Candidate[] = [];
  for (const candidate of [...candidates].sort(byPlace)) {
    const last = joined.at(-1);
    const page = documents[candidate.document]?.pages[candidate.page - 1] ?? '';
    if (
      !last ||
      last.document !== candidate.document ||
      last.page !== candidate.page ||
      candidate.quote.start > last.quote.end + maxDistance
    ) {
      joined.push(candidate);
    } else if (candidate.quote.end <= last.quote.end) {
      last.confidence = Math.max(last.confidence, candidate.confidence);
    } else if (
      candidate.quote.start < last.quote.end ||
      breaks.test(page.slice(last.quote.end, candidate.quote.start)) ||
      isInterrupted(page.slice(last.quote.start, candidate.quote.end), concept)
    ) {
      joined.push(candidate);
    } else {
      const quote = { start: last.quote.start, end: candidate.quote.end };
      const value = page.slice(quote.start, quote.end);
      joined[joined.length - 1] = {
        ...last,
        quote,
        value,
        key: value,
        confidence: Math.min(last.confidence, candidate.confidence),
      };
    }
  }
  return joined;
}

/** Whether people of another role stand between those of this one. */
const isInterrupted = (text: string, concept: Concept): boolean =>
  endOfPeople(text, concept) !== text.trimEnd().length;

const byPlace = (a: Candidate, b: Candidate): number =>
  a.document - b.document || a.page - b.page || a.quote.start - b.quote.start || b.quote.end - a.quote.end;
