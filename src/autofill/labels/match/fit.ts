import type { Asked } from '../asked.ts';
import type { About } from '../text/segment.ts';
import type { Terms } from '../text/terms.ts';
import { stemsOf } from '../text/words.ts';
import { unitWords } from '../vocabulary/common.ts';

const union = (...sets: ReadonlySet<string>[]): Set<string> => new Set(sets.flatMap((set) => [...set]));

/** How far a passage about somebody else, or about nobody in particular, answers a question about the subject. */
export function aboutFactor(asked: Asked, about: About): number {
  if ([...asked.parties].some((party) => !incidental.has(party))) {
    return about === 'subject' ? 1 : 0.97;
  }
  return { subject: 1, unknown: 0.93, other: 0 }[about];
}

/**
 * How well a label and what stands around it name what the question asks for, from 0 to 1. It is 0 where they name
 * another party than the question does: a parent company's number is no answer to a question about the company.
 */
export function fitOf(asked: Asked, label: Terms, context: Terms): number {
  return asked.concept ? conceptFit(asked, asked.concept.id, label, context) : wordFit(asked, label, context);
}

export function partiesAgree(asked: Asked, ...terms: Terms[]): boolean {
  const parties = union(...terms.map((term) => term.parties));
  const isHarmless = (party: string) => incidental.has(party) && isDescriptive(asked);
  return (
    [...parties].every((party) => asked.parties.has(party) || isHarmless(party)) &&
    [...asked.parties].every((party) => parties.has(party) || incidental.has(party))
  );
}

/** Parties that descriptions of a business speak of without being about them. */
const incidental: ReadonlySet<string> = new Set([
  'customer',
  'supplier',
  'future',
  'group',
  'bank',
  'employer',
  'establishment',
  'subsidiary',
]);

/** Descriptions, and choices of several, are read as a whole; there is no value in them that could be another's. */
export const isDescriptive = ({ question, concept }: Asked): boolean =>
  question.type === 'MULTI_CHOICE' ||
  (question.type === 'SINGLE_CHOICE' && concept?.id !== 'legal-form') ||
  (question.type === 'LONG_TEXT' && (concept?.shape === undefined || concept.shape === 'countries'));

const empty: ReadonlySet<string> = new Set();

function conceptFit(asked: Asked, conceptId: string, label: Terms, context: Terms): number {
  const { concept, required } = asked;
  if (!concept || !partiesAgree(asked, label, context)) {
    return 0;
  }
  if (!label.concepts.has(conceptId)) {
    const holder = concept.partOf?.find((id) => label.concepts.has(id));
    return holder === undefined ? 0 : 0.9 * conceptFit(asked, holder, label, context);
  }
  const named = union(label.concepts, context.concepts);
  if (!required.every((id) => named.has(id))) {
    return 0;
  }
  const isExpected = (id: string) =>
    id === conceptId ||
    id === 'full-name' ||
    asked.named.has(id) ||
    required.includes(id) ||
    concept.alsoNamed?.includes(id) ||
    sharesPhrase(id, label);
  const otherConcepts = [...label.concepts].filter((id) => !isExpected(id)).length;
  const known = union(asked.contentWords, relatedWords(asked));
  const extraWords = [...label.words].filter((word) => !known.has(word) && !unitWords.has(word)).length;
  return 0.5 ** otherConcepts * 0.85 ** Math.min(extraWords, 6) * narrowingFactor(asked, label, context);
}

/** Concepts that have a name in common, such as "nature of business", stand side by side wherever it does. */
const sharesPhrase = (id: string, label: Terms): boolean =>
  label.words.size === 0 && label.concepts.size <= 2 && commonNames.has(id);
const commonNames: ReadonlySet<string> = new Set([
  'industry',
  'business-description',
  'senior-managing-official',
  'auditor-name',
  'bank-name',
  'parent-name',
  'aml-programme',
  'incorporation-country',
  'registered-address',
]);

/** A word of the question that the passage does not have may be what matters. */
export function narrowingFactor(asked: Asked, ...terms: Terms[]): number {
  const there = union(...terms.map(({ contentWords }) => contentWords));
  const missing = [...asked.narrowing].filter((word) => !there.has(word)).length;
  return missing === 0 ? 1 : missing === 1 ? 0.6 : 0.3;
}

const related = new Map<string, ReadonlySet<string>>();

export function relatedWords({ concept }: Asked): ReadonlySet<string> {
  if (!concept) {
    return empty;
  }
  const known =
    related.get(concept.id) ?? new Set(stemsOf(`${concept.related ?? ''} ${concept.labels.join(' ')}`));
  related.set(concept.id, known);
  return known;
}

/** Without a known concept the words themselves have to be the same, nearly all of them, in both directions. */
function wordFit(asked: Asked, label: Terms, context: Terms): number {
  const wanted = asked.contentWords;
  if (wanted.size === 0 || label.contentWords.size === 0 || !partiesAgree(asked, label, context)) {
    return 0;
  }
  const there = union(label.contentWords, context.contentWords);
  const shared = [...wanted].filter((word) => there.has(word)).length / wanted.size;
  const own = [...label.contentWords].filter((word) => wanted.has(word)).length / label.contentWords.size;
  const isThin = wanted.size < 2 ? 0.95 : 1;
  return shared < 0.7 || own < 0.7 ? 0 : Math.min(shared, own) * isThin;
}
