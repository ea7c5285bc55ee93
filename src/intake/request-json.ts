import { endOfString, markInexactNumbers } from '../reading/exact-numbers.ts';
import { BodyRejectedError } from './body-rejected-error.ts';

/** Lists and objects in each other. No input has as many. */
export const maxJsonDepth = 100;

/**
 * Prepares the JSON text of a request for a parser: numbers that would lose digits are marked, and what is nested too deeply is
 * rejected without being parsed. A megabyte of brackets takes a parser ten times as long as a megabyte of any other text.
 *
 * @throws BodyRejectedError 400
 */
export function prepareJson(text: string): string {
  if (isDeeperThan(maxJsonDepth, text)) {
    throw new BodyRejectedError(400, `JSON can be nested at most ${maxJsonDepth} levels deep.`);
  }
  return markInexactNumbers(text);
}

const [quote, openList, closeList, openObject, closeObject] = Buffer.from('"[]{}');

/** Stops at the first bracket that is too deep. Of a text that is not JSON the answer can be either. */
function isDeeperThan(max: number, text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at) - 1;
        break;
      case openList:
      case openObject:
        depth += 1;
        if (depth > max) {
          return true;
        }
        break;
      case closeList:
      case closeObject:
        depth -= 1;
        break;
    }
  }
  return false;
}
