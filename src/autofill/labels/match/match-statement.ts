import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage, Passages } from '../passages.ts';
import { isNegated, isSupposition, speaksOfCustomers } from '../text/polarity.ts';
import type { Segment } from '../text/segment.ts';
import type { Concept } from '../vocabulary/concept.ts';
import { theCompany } from '../vocabulary/patterns.ts';
import { aboutFactor, narrowingFactor, partiesAgree } from './fit.ts';

const certainty = { pattern: 0.88, below: 0.82, words: 0.74 };

/** A sentence that says how things are with the company, not with its customers or in general. */
const ownStatement = new RegExp(`^(?:[\\p{L} ]{3,30}, )?(?:${theCompany}|it)(?!['’]s)\\b`, 'iu');

/** Double denials and exceptions say something else than their first words. */
const qualified =
  /\b(?:except|other than|apart from|with the exception|save for|not only|mit Ausnahme|außer|abgesehen von|nicht nur|no longer|nicht mehr|but (?:one|two|some|an?)|to (?:our|the) (?:best )?(?:of (?:our|its) )?knowledge)\b/iu;

/** Parties that a sentence on the company itself may name. */
const harmless: ReadonlySet<string> = new Set([
  'past',
  'bank',
  'customer',
  'supplier',
  'deputy',
  'relative',
  'employer',
  'authority',
  'establishment',
]);

/** Parties that it may name beside the company: "neither the company nor its parent". */
const kin: ReadonlySet<string> = new Set(['parent', 'subsidiary', 'group']);

const namesCompany = new RegExp(`\\b${theCompany}(?!['’]s)\\b`, 'iu');

/** The answer that a sentence, or a row or field read as one, gives to a question that takes yes or no. */
export function* matchStatement(
  asked: Asked,
  passage: Passage,
  segment: Exclude<Segment, { kind: 'list' }>,
  { names }: Passages,
): Generator<Candidate> {
  const factor = asked.question.type === 'BOOLEAN' ? aboutFactor(asked, segment.about) : 0;
  if (factor === 0) {
    return;
  }
  // A clause of its own may say what the rest of the sentence only plans or supposes.
  const answers = names
    .withoutName(segment.text)
    .split(/;\s+/)
    .flatMap((clause) => answerOf(clause) ?? []);
  const [first] = answers;
  if (first && answers.every(({ value }) => value === first.value)) {
    const { document, page, start, end, about } = segment;
    yield {
      value: first.value,
      key: String(first.value),
      document,
      page,
      quote: { start, end },
      confidence: first.confidence * factor,
      about,
    };
  }

  function answerOf(clause: string): { value: boolean; confidence: number } | undefined {
    const isStated = !isSupposition(clause) && !qualified.test(clause) && !speaksOfOthers(clause);
    return isStated ? (asked.concept ? byConcept(asked.concept, clause) : byWords(clause)) : undefined;
  }

  function speaksOfOthers(clause: string): boolean {
    const parties = new Set([...passage.own.parties, ...passage.context.parties]);
    if (segment.about === 'other' && ![...asked.parties].some((party) => parties.has(party))) {
      return true;
    }
    const isOfCustomers =
      speaksOfCustomers(clause.replace(ownStatement, '')) && asked.concept?.id !== 'high-risk-jurisdictions';
    const isOfCompany = namesCompany.test(clause) || segment.about === 'subject';
    return (
      isOfCustomers ||
      [...passage.own.parties].some(
        (party) => !harmless.has(party) && !asked.parties.has(party) && !(kin.has(party) && isOfCompany),
      )
    );
  }

  function byConcept(concept: Concept, clause: string) {
    const fit = narrowingFactor(asked, passage.own, passage.context);
    if (segment.kind !== 'sentence') {
      return isAffirmedBelow(concept, clause)
        ? { value: true, confidence: certainty.below * fit }
        : undefined;
    }
    if (concept.denied?.some((pattern) => pattern.test(clause))) {
      const covers =
        isPersonal() ||
        ((!asked.parties.has('parent') || passage.own.parties.has('parent')) &&
          (concept.deniedFor ?? []).every((pattern) => pattern.test(clause)));
      return covers ? { value: false, confidence: certainty.pattern * fit } : undefined;
    }
    if (isNegated(clause)) {
      return undefined;
    }
    if (concept.affirmed?.some((pattern) => pattern.test(clause))) {
      return { value: true, confidence: certainty.pattern * fit };
    }
    return isAffirmedBelow(concept, clause) ? { value: true, confidence: certainty.below * fit } : undefined;
  }

  function isAffirmedBelow({ affirmedBelow }: Concept, clause: string): boolean {
    const named = new Set([...passage.context.concepts, ...passage.label.concepts]);
    return (
      affirmedBelow?.concepts.some((id) => named.has(id)) === true &&
      affirmedBelow.pattern.test(clause) &&
      !isNegated(clause)
    );
  }

  /** A person answers for themself alone. */
  function isPersonal(): boolean {
    return (
      /\b(?:are you|you an?|haben Sie|sind Sie|the applicant)\b/i.test(asked.question.text) &&
      segment.about === 'subject'
    );
  }

  /** Without a known concept all words of the question have to be in one sentence of the company on itself. */
  function byWords(clause: string) {
    const wanted = [...asked.contentWords];
    const there = new Set([...passage.own.contentWords, ...passage.context.contentWords]);
    const isOwn = segment.kind === 'sentence' && (ownStatement.test(clause) || segment.about === 'subject');
    const hasAll = wanted.length >= 2 && wanted.every((word) => there.has(word));
    return isOwn && hasAll && partiesAgree(asked, passage.own)
      ? { value: !isNegated(clause), confidence: certainty.words }
      : undefined;
  }
}
