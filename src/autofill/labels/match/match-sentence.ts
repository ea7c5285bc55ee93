import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage, Passages } from '../passages.ts';
import { readValue } from '../readers/value.ts';
import { isNegated, isSupposition } from '../text/polarity.ts';
import type { SentenceSegment, Span } from '../text/segment.ts';
import { termsOf } from '../text/terms.ts';
import { aboutFactor, fitOf, narrowingFactor, partiesAgree } from './fit.ts';
import { isOwn, readingOf, yearIn } from './match-field.ts';

const certainty = { pattern: 0.88, statement: 0.84, choice: 0.84, words: 0.76 };

/** "Our data protection officer is Jo Example": what is said to be what. */
const statement =
  /^(?:[\p{L} ]{3,40}, )?(?:the |our |its |die |der |das |unser\p{L}* |zum |zur )?(?<label>[^,;:.]{3,90}?) (?:is|are|was|lautet|ist|sind|bestellt ist|remains) (?:currently |now |derzeit |called |named |Frau |Herr )?(?<value>[^;]{2,200}?)\.?$/iu;

/** "Jo Example is the data protection officer", with the name first. */
const reverse =
  /^(?<value>\p{Lu}[^,;:]{2,80}?)(?:,? (?:is|ist|acts as|serves as|has been appointed(?: as)?|was appointed(?: as)?|wurde zu[rm]|ist als|is appointed))? (?:the |our |its |die |der |unser\p{L}* |zum |zur |as )+(?<label>[^,;:.]{3,80}?)(?: (?:of|der|des|at) [^.;]{2,60})?(?: (?:bestellt|ernannt|since|seit)[^.;]{0,40})?(?:[.,;(]|$)/u;

/** The answers that a sentence gives. */
export function* matchSentence(
  asked: Asked,
  passage: Passage,
  segment: SentenceSegment,
  passages: Passages,
): Generator<Candidate> {
  const factor = aboutFactor(asked, segment.about);
  if (factor === 0 || asked.question.type === 'BOOLEAN' || isSupposition(segment.text)) {
    return;
  }
  // Line breaks inside a sentence are no part of it; the same length keeps all offsets.
  const text = segment.text.replaceAll('\n', ' ');
  if (asked.concept) {
    yield* byPattern();
  }
  yield* byStatement();
  if (!asked.concept || asked.required.length > 0) {
    yield* byWords();
  }

  function* byPattern(): Generator<Candidate> {
    const { concept, question } = asked;
    const roles = rolesOf(passage);
    if (!asked.required.every((id) => roles.includes(id))) {
      return;
    }
    for (const pattern of concept?.prose ?? []) {
      // Patterns of whole sentences know the subject as "the company" only.
      const read = pattern.source.includes('?<value>') ? text : passages.names.withoutName(text);
      const match = pattern.exec(read);
      if (!match || !agrees(match[0])) {
        continue;
      }
      const value = match.groups?.['value'];
      const isChoice =
        question.type === 'MULTI_CHOICE' || (question.type === 'SINGLE_CHOICE' && value === undefined);
      if (isChoice && isNegated(text)) {
        continue;
      }
      const at = value === undefined || isChoice ? 0 : match.index + match[0].indexOf(value);
      yield* take(
        isChoice || value === undefined ? text : value,
        at,
        isChoice ? certainty.choice : certainty.pattern,
        narrowingFactor(asked, passage.own, passage.context, passage.label),
      );
      return;
    }
  }

  /** What the matched words say of other parties, or deny, makes them another's or untrue. */
  function agrees(matched: string): boolean {
    const isWhole = asked.question.type === 'LONG_TEXT' || asked.question.type.endsWith('CHOICE');
    const parties = isWhole
      ? { ...passage.own, parties: withoutCustomers(passage.own.parties) }
      : termsOf(beforeAnd(text, matched));
    return partiesAgree(asked, parties, passage.context) && !isNegated(beforeAnd(text, matched));
  }

  function* byStatement(): Generator<Candidate> {
    for (const pattern of [statement, reverse]) {
      const groups = pattern.exec(text)?.groups;
      const [label, value] = [groups?.['label'], groups?.['value']];
      if (
        label === undefined ||
        value === undefined ||
        isNegated(text) ||
        asked.question.type === 'LONG_TEXT'
      ) {
        continue;
      }
      const read = value.replace(/,? (?:who|which|and|with|since|appointed|seit|der|die) .*$/u, '');
      const at = pattern === statement ? text.lastIndexOf(value) : 0;
      const fit = fitOf(asked, termsOf(label), passage.context);
      yield* take(asked.question.type === 'TEXT' ? read : value, at, certainty.statement, fit);
    }
  }

  /** Every word of the question, and exactly one value of its type. */
  function* byWords(): Generator<Candidate> {
    const { type } = asked.question;
    const isChoice = type === 'SINGLE_CHOICE' || type === 'MULTI_CHOICE';
    const isTyped =
      type === 'DATE' || type === 'NUMBER' || type === 'EMAIL' || type === 'URL' || type === 'COUNTRY';
    const wanted = asked.contentWords;
    const there = new Set([...passage.own.contentWords, ...passage.context.contentWords]);
    const roles = rolesOf(passage);
    const hasRole =
      asked.required.length > 0 && asked.required.every((id) => roles.includes(id)) && type === 'EMAIL';
    const hasWords = wanted.size >= 2 && [...wanted].every((word) => there.has(word));
    const shared = [...wanted].filter((word) => there.has(word)).length / Math.max(1, wanted.size);
    if (
      isChoice &&
      !asked.concept &&
      shared >= 0.5 &&
      !isNegated(text) &&
      partiesAgree(asked, passage.own, passage.context)
    ) {
      yield* take(text, 0, certainty.words, 0.75 + shared / 4);
    }
    if (
      isTyped &&
      !isNegated(text) &&
      (hasRole || (hasWords && partiesAgree(asked, passage.own, passage.context)))
    ) {
      yield* take(text, 0, hasRole ? certainty.statement : certainty.words, 1);
    }
  }

  function* take(value: string, at: number, base: number, fit: number): Generator<Candidate> {
    if (fit === 0) {
      return;
    }
    const read = readValue(asked, value, readingOf(segment, passages, { around: text }));
    if (!read || !isOwn(asked, String(read.value), passages)) {
      return;
    }
    const year = asked.question.type === 'NUMBER' ? yearIn(text.replace(value, '')) : undefined;
    const quote: Span = { start: segment.start, end: segment.end };
    const within = read.within && {
      start: segment.start + at + read.within.start,
      end: segment.start + at + read.within.end,
    };
    yield {
      // A text stands in the quote as the page has it, with its line breaks.
      value: within && typeof read.value === 'string' ? textAt(within) : read.value,
      key: read.key,
      document: segment.document,
      page: segment.page,
      quote,
      confidence: base * fit * factor,
      about: segment.about,
      ...(year !== undefined && { year }),
    };
  }

  function textAt({ start, end }: Span): string {
    const page = passages.documents[segment.document]?.pages[segment.page - 1] ?? '';
    const found = page.slice(start, end);
    return asked.question.type === 'TEXT' ? found.replaceAll(/\s*\n\s*/g, ' ') : found;
  }
}

/** What a sentence, its headings and, where it begins with a pronoun, the sentence before it name. */
const rolesOf = ({ own, context, label, previous }: Passage): string[] =>
  [own, context, label, ...(previous ? [previous] : [])].flatMap(({ concepts }) => [...concepts]);

/** The sentence up to the end of what matched: what comes after tells of something else. */
function beforeAnd(text: string, matched: string): string {
  const at = text.indexOf(matched);
  return at < 0 ? text : text.slice(0, at + matched.length);
}

/** Sentences on screening and business speak of customers without being about one. */
const withoutCustomers = (parties: ReadonlySet<string>): Set<string> =>
  new Set([...parties].filter((party) => party !== 'customer' && party !== 'supplier'));
