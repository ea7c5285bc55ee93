import type { z } from 'zod';
import { boundedList } from './bounded.ts';
import { malformed } from './draft.ts';
import { withRules } from './parse-input.ts';

interface UniqueListOptions {
  max: number;
  /** What is said of a longer list; defaults to the limit. */
  message?: string;
  /** What is said of an item that is in the list more than once. */
  repeated: string;
}

/** A list of at most `max` texts, each of them once, ignoring case. */
export const uniqueList = <Item extends z.ZodType<string>>(
  item: Item,
  { repeated, ...bounds }: UniqueListOptions,
) =>
  withRules(boundedList(item, bounds), (items, report) => {
    const seen = new Set<string>();
    items.forEach((value, index) => {
      const text = String(value).toLowerCase();
      if (value !== malformed && seen.has(text)) {
        report([index], repeated);
      }
      seen.add(text);
    });
  });
