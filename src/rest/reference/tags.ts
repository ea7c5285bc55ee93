import type { TagObject } from 'openapi3-ts/oas31';

/** The groups of the reference in the order in which people work, by the part of the path that belongs to each. */
const tagsBySegment: Readonly<Record<string, TagObject>> = {
  workflows: {
    name: 'Workflows',
    description:
      'Send a questionnaire, an identity check or both by magic link, and follow what the recipient does with it.',
  },
  batches: {
    name: 'Batches',
    description: 'Send up to 500 requests with one call, and follow how far it has got.',
  },
  responses: {
    name: 'Responses',
    description: 'The answers to a questionnaire: prefill them, send them, review them and decide.',
  },
  entities: { name: 'Entities', description: 'The companies and people that workflows are about.' },
  documents: { name: 'Documents', description: 'Files of an entity, which autofill reads.' },
  questionnaires: {
    name: 'Questionnaires',
    description: 'The questionnaires that can be sent. They are created through GraphQL or the command line.',
  },
  'verification-sessions': {
    name: 'Verification',
    description: 'Identity checks of individuals, the files that they uploaded, and the outcome.',
  },
  webhooks: {
    name: 'Webhooks',
    description: 'Addresses that receive events, and the log of what was delivered to them.',
  },
  'captured-mails': {
    name: 'Captured mail',
    description:
      'Emails that were captured instead of sent: those of test keys, and all emails while no mail server is configured.',
  },
  credits: { name: 'Credits', description: 'Each send costs one credit.' },
};

export const tags: readonly TagObject[] = Object.values(tagsBySegment);

/** The name of the file that describes a group: `captured-mail.md`. */
export const pageSlug = (tag: string): string => `${tag.toLowerCase().replaceAll(' ', '-')}.md`;

/**
 * The name of the group of a path: that of its last part that has one.
 *
 * @throws Error for a path without a group
 */
export function tagOf(path: string): string {
  const tag = path
    .split('/')
    .map((segment) => tagsBySegment[segment])
    .findLast((found) => found !== undefined);
  if (!tag) {
    throw new Error(`The path ${path} belongs to no group of the reference.`);
  }
  return tag.name;
}
