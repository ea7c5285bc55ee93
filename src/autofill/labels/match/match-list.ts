import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage, Passages } from '../passages.ts';
import { readChoices } from '../readers/choice.ts';
import { hasShape } from '../readers/shapes.ts';
import { readValue } from '../readers/value.ts';
import { endOfPeople } from '../text/people-lists.ts';
import { isNegated, isSupposition } from '../text/polarity.ts';
import type { ListSegment } from '../text/segment.ts';
import { termsOf } from '../text/terms.ts';
import { isAddressee } from '../whom/addressee.ts';
import { aboutFactor, fitOf, partiesAgree } from './fit.ts';
import { readingOf } from './match-field.ts';

const certainty = { people: 0.9, choices: 0.86, section: 0.8, address: 0.85 };

/** Items that name somebody who is not, or no longer, what the list is of. */
const notOne =
  /\b(?:resigned|ceased|former|secretary|auditor|until \d|removed|ausgeschieden|abberufen|erloschen|prokura|prokurist\w*|previous|bis \d)\b/iu;

/** The answer that a list, a table or the paragraph below a heading gives. */
export function* matchList(
  asked: Asked,
  passage: Passage,
  segment: ListSegment,
  passages: Passages,
): Generator<Candidate> {
  const factor = aboutFactor(asked, segment.about);
  if (factor === 0) {
    return;
  }
  const { type } = asked.question;
  const fit =
    Math.max(fitOf(asked, passage.label, passage.context), fitOfAddressee(), fitOfHeading()) * factor;
  if (type === 'MULTI_CHOICE') {
    yield* choices();
  } else if ((type === 'LONG_TEXT' || (type === 'COUNTRY' && asked.concept?.partOf)) && fit > 0) {
    yield* asked.concept?.shape === 'people' ? people() : section();
  }

  /** A heading is shorter than a question: all its words have to be in the question, and most of the question's in it. */
  function fitOfHeading(): number {
    const [wanted, given] = [asked.contentWords, passage.label.contentWords];
    const shared = [...given].filter((word) => wanted.has(word)).length;
    const isIn =
      type === 'LONG_TEXT' &&
      !asked.concept &&
      given.size >= 2 &&
      shared === given.size &&
      shared / wanted.size >= 0.6;
    return isIn && partiesAgree(asked, passage.label, passage.context) ? (1 + shared / wanted.size) / 2 : 0;
  }

  /** Below a person's name at the top of a letter stands where they live. */
  function fitOfAddressee(): number {
    const asksHome =
      asked.concept?.id === 'residential-address' || asked.concept?.partOf?.includes('residential-address');
    return asksHome && asked.parties.size === 0 && isAddressee(segment, passages.names) ? 0.9 : 0;
  }

  function* choices(): Generator<Candidate> {
    const introduction = asked.concept?.prose?.some((pattern) =>
      pattern.test(`${segment.label} ${segment.items[0]?.text ?? ''}`),
    )
      ? 0.9 * factor
      : 0;
    const isPlain = !isNegated(segment.text) && !isSupposition(segment.label);
    const found = isPlain ? readChoices(segment.text, asked.question.options) : [];
    // One option in a list may be a chance; the list has to be one of options.
    if (found.length >= 2 && found.length * 2 >= segment.items.length && Math.max(fit, introduction) > 0) {
      yield candidate(found, found.join('\n'), segment, certainty.choices * Math.max(fit, introduction));
    }
  }

  function* people(): Generator<Candidate> {
    const first = segment.items.findIndex(({ text }) => !notOne.test(text));
    const rest = segment.items.slice(Math.max(first, 0));
    const stop = rest.findIndex(({ text }) => notOne.test(text));
    const own = first < 0 ? [] : stop < 0 ? rest : rest.slice(0, stop);
    const hasLater = stop >= 0 && rest.slice(stop).some(({ text }) => !notOne.test(text));
    const [from, to] = [own[0], own.at(-1)];
    if (!from || !to || hasLater || !own.every(({ text }) => hasShape('people', text))) {
      return;
    }
    const listed = textOf(from.start, to.end);
    const end = asked.concept ? endOfPeople(`\n${listed}`, asked.concept) : undefined;
    const text = listed.slice(0, Math.max((end ?? 0) - 1, 0));
    if (text !== '' && hasShape('people', text) && !isNamedAgain(listed.slice(text.length))) {
      yield candidate(
        text,
        text,
        { start: from.start, end: from.start + text.length },
        certainty.people * fit,
      );
    }
  }

  /** Where the list's own label comes back after another one, what has come before it is not all. */
  function isNamedAgain(rest: string): boolean {
    return rest.split('\n').some((line) => fitOf(asked, termsOf(line), passage.context) > 0);
  }

  function* section(): Generator<Candidate> {
    const read = readValue(asked, segment.text, readingOf(segment, passages));
    if (read && !isNegated(segment.label) && segment.text.length >= 20) {
      const base = asked.concept?.shape === 'address' ? certainty.address : certainty.section;
      const end = segment.start + (read.within?.end ?? segment.text.length);
      yield candidate(read.value, read.key, { start: segment.start, end }, base * fit);
    }
  }

  function candidate(
    value: Candidate['value'],
    key: string,
    quote: Candidate['quote'],
    confidence: number,
  ): Candidate {
    const { document, page, about } = segment;
    return { value, key, document, page, quote: { start: quote.start, end: quote.end }, confidence, about };
  }

  function textOf(start: number, end: number): string {
    return passages.documents[segment.document]?.pages[segment.page - 1]?.slice(start, end) ?? '';
  }
}
