import { z } from 'zod';
import { maxProblems } from '../errors.ts';
import { whileParsing } from './while-parsing.ts';

/*
 * The only two ways to take a text or a list in an operation's input. Both look at the length before they look inside, so
 * that a body of any shape costs no more than reading it. A test fails for an input that has a text or a list of another
 * kind.
 */

/** A text of at most `max` characters. What is longer is not looked at by any other rule of the field. */
export const boundedText = ({ max, message }: { max: number; message?: string }) =>
  z.string().max(max, longerThan(message));

/** The same for a text that loses surrounding white space; the limit applies to the rest. */
export const boundedTrimmedText = ({ max, message }: { max: number; message?: string }) =>
  z.string().trim().max(max, longerThan(message));

const longerThan = (message: string | undefined) => ({
  abort: true,
  ...(message !== undefined && { error: message }),
});

/** The longest list of any operation. Adapters may cut what is longer to one more, which every operation rejects. */
export const maxListItems = 1_000;

interface ListLimits<Item> {
  max: number;
  /** What is said of a list that is longer; defaults to the limit. */
  message?: string;
  /** What an item counts for, where items have lists of their own that share the limit. Must not look inside those. */
  countItem?: (item: Item) => number;
}

/**
 * A list of at most `max` items. No item of a longer list is parsed, and no further item once the list has as many
 * problems as are reported.
 */
export function boundedList<Item extends z.ZodType>(
  item: Item,
  { max, message, countItem }: ListLimits<unknown>,
): z.ZodArray<Item> {
  if (max > maxListItems) {
    throw new Error(`A list takes at most ${maxListItems} items.`);
  }
  const isTooLong = (items: readonly unknown[]) => {
    if (items.length > max || !countItem) {
      return items.length > max;
    }
    return items.reduce<number>((sum, one) => sum + countItem(one), 0) > max;
  };
  return z
    .array(item)
    .max(max)
    .check(
      whileParsing((parse) => (payload, context) => {
        const { value } = payload;
        if (!Array.isArray(value)) {
          return parse(payload, context);
        }
        if (isTooLong(value)) {
          // `continue` keeps zod's own check of the length from reporting it again.
          payload.issues.push({
            code: 'too_big',
            origin: 'array',
            maximum: max,
            inclusive: true,
            input: value,
            continue: false,
            ...(message !== undefined && { message }),
          } as z.core.$ZodRawIssue);
          return payload;
        }
        return parseItems(item, payload, context);
      }),
    );
}

/** Parses one item after the other and leaves out those after the last problem that is reported. */
function parseItems(
  { _zod: item }: z.ZodType,
  payload: z.core.ParsePayload,
  context: z.core.ParseContextInternal,
): z.core.ParsePayload {
  const parsed: unknown[] = [];
  for (const [index, value] of (payload.value as unknown[]).entries()) {
    if (payload.issues.length >= maxProblems) {
      break;
    }
    const result = item.run({ value, issues: [] }, context);
    if (result instanceof Promise) {
      throw new z.core.$ZodAsyncError();
    }
    for (const issue of z.core.util.prefixIssues(index, result.issues)) {
      payload.issues.push(issue);
    }
    parsed.push(result.value);
  }
  payload.value = parsed;
  return payload;
}
