import type { GraphQLResolveInfo } from 'graphql';
import type { ResponsePart } from '../domain/responses/read-responses.ts';
import { selects } from './selection.ts';

/** The field of a response that each part is read for. */
const fields: Readonly<Record<ResponsePart, string>> = {
  answers: 'answers',
  currentVersion: 'questionnaire',
};

/** Which parts of the response that is being resolved the client selects. */
export const selectedParts = (info: GraphQLResolveInfo): ResponsePart[] => partsAt(info, []);

/**
 * Which parts of its items a page of responses is read with. Their answers are not: those of a whole list may be more than
 * can be read at the same time.
 */
export const selectedPartsOfItems = (info: GraphQLResolveInfo): ResponsePart[] =>
  [['nodes'], ['edges', 'node']].flatMap((path) => partsAt(info, path)).filter((part) => part !== 'answers');

const partsAt = (info: GraphQLResolveInfo, path: readonly string[]): ResponsePart[] =>
  (['answers', 'currentVersion'] as const).filter((part) => selects(info, [...path, fields[part]]));
