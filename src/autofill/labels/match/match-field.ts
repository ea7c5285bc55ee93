import { statedScale } from '../../../reading/stated-scales.ts';
import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage, Passages } from '../passages.ts';
import { type Reading, readValue } from '../readers/value.ts';
import type { FieldSegment, Span } from '../text/segment.ts';
import { aboutFactor, fitOf } from './fit.ts';

/** Types whose value may go on over several lines. */
const longTypes: ReadonlySet<string> = new Set(['LONG_TEXT', 'MULTI_CHOICE']);

/** A label or a value that begins with what it denies says what is not so: "Not incorporated on", "not 40". */
const denial = /^(?:not|never|nicht|niemals|nie)\b|:\s*(?:not|never|nicht|niemals|nie)\b/iu;

/** How sure a field makes whose label is exactly what is asked for. */
const certainty = { marked: 0.96, unmarked: 0.84, byWords: 0.88 };

/** The answer that a labelled value gives. */
export function* matchField(
  asked: Asked,
  passage: Passage,
  segment: FieldSegment,
  passages: Passages,
): Generator<Candidate> {
  const fit = fitOf(asked, passage.label, passage.context) * aboutFactor(asked, segment.about);
  if (fit === 0) {
    return;
  }
  if (asked.question.type !== 'BOOLEAN' && denial.test(`${segment.label}: ${segment.value.text}`)) {
    return;
  }
  const isLong = longTypes.has(asked.question.type) || asked.concept?.partOf !== undefined;
  const source = isLong ? segment.extended : segment.value;
  const read = readValue(asked, source.text, readingOf(segment, passages));
  if (
    !read ||
    !isOwn(asked, String(read.value), passages) ||
    (!segment.isMarked && !isUnmistakable(asked, source.text))
  ) {
    return;
  }
  if (!coversAll(asked, read.value, segment.label)) {
    return;
  }
  const base = asked.concept
    ? segment.isMarked
      ? certainty.marked
      : certainty.unmarked
    : segment.isMarked
      ? certainty.byWords
      : 0;
  const start = Math.min(segment.start, source.start);
  const year = yearIn(`${segment.label} ${segment.headings.at(-1) ?? ''}`);
  yield {
    value: read.value,
    key: read.key,
    document: segment.document,
    page: segment.page,
    quote: quoteOf(
      asked,
      { start, end: source.end },
      {
        start: source.start + (read.within?.start ?? 0),
        end: source.start + (read.within?.end ?? source.text.length),
      },
    ),
    confidence: base * fit * (asked.concept?.strictlySubject && segment.about === 'subject' ? 1.02 : 1),
    about: segment.about,
    ...(year !== undefined && { year }),
  };
}

/** Where nothing parts a label from what follows, that may be the rest of a sentence; it has to look like nothing but a value. */
function isUnmistakable({ question, concept }: Asked, text: string): boolean {
  const hasOwnShape =
    question.type !== 'TEXT' && question.type !== 'LONG_TEXT' && question.type !== 'BOOLEAN';
  return (
    (hasOwnShape || (concept?.shape !== undefined && strictShapes.has(concept.shape))) &&
    !/^(?:is|are|was|were|has|have|had|ist|sind|war|wird|in the|shall|must|may|will|for|and|or|und|of|im|der)\b/i.test(
      text,
    )
  );
}

const strictShapes: ReadonlySet<string> = new Set([
  'identifier',
  'registration-number',
  'lei',
  'address',
  'phone',
]);

/** A no to a narrower question, such as one about bearer shares only, is no answer to the wider one. */
export function coversAll({ concept, question }: Asked, value: unknown, label: string): boolean {
  const isPersonal = /\b(?:are you|you an?)\b/i.test(question.text);
  return value !== false || isPersonal || (concept?.deniedFor ?? []).every((pattern) => pattern.test(label));
}

/** A text's quote ends with the text; others quote all that was read. */
function quoteOf({ question }: Asked, whole: Span, value: Span): Span {
  return question.type === 'TEXT' || question.type === 'LONG_TEXT'
    ? { start: whole.start, end: value.end }
    : whole;
}

/** What asks for the subject's own name takes no other. */
export function isOwn({ concept, parties }: Asked, value: string, { names }: Passages): boolean {
  const asksOwnName = parties.size === 0 && (concept?.id === 'legal-name' || concept?.id === 'full-name');
  return !asksOwnName || names.matches(value);
}

/**
 * What is known of where a value stands.
 *
 * @param own its own label and unit, beside the label of a field
 * @param around what else may name its unit, beside the headings
 */
export function readingOf(
  segment: Passage['segment'],
  { facts }: Passages,
  { own = '', around = '' }: { own?: string; around?: string } = {},
): Reading {
  const { dateOrder, isGerman, scaleStatements } = facts[segment.document] ?? unknownDocument;
  const isField = segment.kind === 'field';
  return {
    dateOrder,
    isGerman,
    label: [isField ? segment.label : '', isField ? (segment.unit ?? '') : '', own].join('\n'),
    surroundings: [
      around,
      segment.kind === 'field' || segment.kind === 'record' ? (segment.tableUnit ?? '') : '',
      ...segment.headings.slice(-2),
    ].join('\n'),
    statedScale: (amount) =>
      statedScale(scaleStatements, {
        page: segment.page,
        isBefore: ({ start }) => start < segment.start,
        amount,
      }),
  };
}

const unknownDocument = { dateOrder: undefined, isGerman: false, scaleStatements: [] };

export function yearIn(text: string): number | undefined {
  const years = [...text.matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)/g)].map(([year]) => Number(year));
  return years.length > 0 ? Math.max(...years) : undefined;
}
