import { z } from 'zod';
import type { ProposedAnswer } from '../../domain/autofill/engine.ts';
import { isSupported } from '../../domain/autofill/is-supported.ts';
import { checkAnswerValue } from '../../domain/questionnaires/answer-value.ts';
import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import { isOrder } from '../../reading/orders.ts';
import type { Passage } from './choose-passages.ts';
import { findQuote } from './find-quote.ts';
import { keyOf } from './prompt.ts';

/** Answers that the model itself says would have to be inferred are left to people. */
const minConfidence = 0.5;
/** Orders to the reader within this distance of a quote invalidate it. */
const charactersAround = 200;
/** A longer quote does not show where an answer is, so the run drops it. */
const maxQuoteLength = 4_000;

/** A number as JSON writes it, also if a model puts it in quotation marks. */
const number = z.union([
  z.number(),
  z
    .string()
    .trim()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number),
]);

/** The same for true and false. */
const booleans = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  [false, false],
  ['false', false],
]);

const answer = z.object({
  passage: number,
  quote: z.string().trim().min(1).max(maxQuoteLength),
  value: z.unknown(),
  confidence: number.pipe(z.number().min(minConfidence).max(1)),
});

/**
 * The answers in a model's reply that may be proposed. Nothing in it is trusted: an answer is dropped if its quote does not
 * appear in a passage that the model was shown, its value does not fit the question, the quote does not state the value as far
 * as that can be determined, the model was not sure of it, or it appears among orders to the reader of the document. Quotes are
 * returned as the page has them.
 */
export function readAnswers(options: {
  reply: Readonly<Record<string, unknown>>;
  questions: readonly VersionQuestion[];
  passages: readonly Passage[];
}): ProposedAnswer[] {
  const { reply, questions, passages } = options;
  return questions.flatMap((question, index) => {
    const { data } = answer.safeParse(reply[keyOf(index)]);
    const source = data && findSource(passages, data);
    if (!source || isAmongInstructions(source)) {
      return [];
    }
    const value = readValue(question, data.value, source.quote);
    const checked = checkAnswerValue({ question, value });
    if ('problem' in checked || checked.value === null) {
      return [];
    }
    if (!isSupported({ type: question.type, value: checked.value, quote: source.quote })) {
      return [];
    }
    const { document, page } = source.passage;
    return {
      questionId: question.id,
      value: checked.value,
      documentId: document.id,
      page,
      quote: source.quote,
      confidence: data.confidence,
    };
  });
}

interface Source {
  passage: Passage;
  /** As written in the passage. */
  quote: string;
}

/**
 * Where a quote appears: in the passage that the model refers to, or otherwise on the one page that contains it. Models count
 * badly, and what matters is where the words are.
 */
function findSource(
  passages: readonly Passage[],
  named: { passage: number; quote: string },
): Source | undefined {
  const passage = passages[named.passage - 1];
  const quote = passage && findQuote(passage.text, named.quote);
  if (passage && quote !== undefined) {
    return { passage, quote };
  }
  const others = passages.flatMap((other) => {
    const found = findQuote(other.text, named.quote);
    return found === undefined ? [] : [{ passage: other, quote: found }];
  });
  return others.length === 1 ? others[0] : undefined;
}

/**
 * Whether the paragraph of a quote, or as much of it as is near, tries to give orders to the reader. A model that obeys quotes
 * the order itself, which then really appears in the document.
 */
function isAmongInstructions({ passage: { text }, quote }: Source): boolean {
  const start = text.indexOf(quote);
  const before = text
    .slice(Math.max(0, start - charactersAround), start)
    .split('\n\n')
    .at(-1);
  const after = text
    .slice(start + quote.length)
    .slice(0, charactersAround)
    .split('\n\n')[0];
  return isOrder(`${before}${quote}${after}`);
}

/** The value in the type of its question, or `null` if that would require a guess. */
function readValue({ type, options }: VersionQuestion, value: unknown, quote: string): unknown {
  switch (type) {
    case 'TEXT':
      return literalText(value, quote)?.replaceAll(/\s+/g, ' ') ?? null;
    case 'LONG_TEXT':
      return literalText(value, quote) ?? null;
    case 'NUMBER':
    case 'PERCENTAGE':
      return number.safeParse(value).data ?? null;
    case 'BOOLEAN':
      return booleans.get(typeof value === 'string' ? value.trim().toLowerCase() : value) ?? null;
    case 'COUNTRY':
      return typeof value === 'string' ? value.trim().toUpperCase() : null;
    case 'COUNTRIES':
      return [value].flat().map((code) => String(code).trim().toUpperCase());
    case 'SINGLE_CHOICE':
      return findOption(value, options) ?? null;
    case 'MULTI_CHOICE':
      return [value].flat().map((choice) => findOption(choice, options) ?? choice);
    default:
      return value;
  }
}

/** A text as the quote has it, since the model's own wording appears nowhere in the document. */
function literalText(value: unknown, quote: string): string | undefined {
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText ? findQuote(quote, String(value)) : undefined;
}

/** The option that differs from a text only in letter case and surrounding white space. */
function findOption(value: unknown, options: readonly string[]): string | undefined {
  const wanted = String(value).trim().toLowerCase();
  const alike = options.filter((option) => option === value || option.toLowerCase() === wanted);
  return alike.find((option) => option === value) ?? (alike.length === 1 ? alike[0] : undefined);
}
