import { z } from 'zod';

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

interface ListBounds {
  max: number;
  /** What is said of a longer list; defaults to the limit. */
  message?: string;
  /** What an item counts for, where items have lists of their own that share the limit. Must not look inside those. */
  countItem?: (item: unknown) => number;
}

/** The bounds of every list, for `parseInput`. A copy of a list, such as `describe` makes, has those of the original. */
export const listBounds = z.registry<ListBounds>();

/**
 * A list of at most `max` items. No item of a longer list is parsed, and no further item once the input has as many
 * problems as are reported.
 */
export function boundedList<Item extends z.ZodType>(item: Item, bounds: ListBounds): z.ZodArray<Item> {
  if (bounds.max > maxListItems) {
    throw new Error(`A list can have at most ${maxListItems} items.`);
  }
  return z.array(item).max(bounds.max).register(listBounds, bounds);
}

/** Whether a list is longer than its bounds allow, without looking at its items more than their counts need. */
export const isTooLong = (items: readonly unknown[], { max, countItem }: ListBounds): boolean =>
  items.length > max ||
  (countItem !== undefined && items.reduce<number>((sum, item) => sum + countItem(item), 0) > max);
