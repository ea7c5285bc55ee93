import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage } from '../passages.ts';
import { isNegated, isSupposition, speaksOfCustomers } from '../text/polarity.ts';
import type { SentenceSegment } from '../text/segment.ts';
import { theCompany } from '../vocabulary/patterns.ts';
import { aboutFactor, narrowingFactor, partiesAgree } from './fit.ts';

const certainty = { pattern: 0.88, words: 0.74 };

/** A sentence that says how things are with the company, not with its customers or in general. */
const ownStatement = new RegExp(`^(?:[\\p{L} ]{3,30}, )?${theCompany}(?!['’]s)\\b`, 'iu');

/** Double denials and exceptions say something else than their first words. */
const qualified = /\b(?:except|other than|apart from|with the exception|save for|not only|mit Ausnahme|außer|abgesehen von|nicht nur|no longer|nicht mehr|but (?:one|two|some|a)|to (?:our|the) (?:best )?knowledge)\b/iu;

/** The answer that a sentence gives to a question that takes yes or no. */
export function* matchStatement(asked: Asked, passage: Passage, segment: SentenceSegment): Generator<Candidate> {
  const text = segment.text.replaceAll('\n', ' ');
  const factor = aboutFactor(asked, segment.about);
  if (asked.question.type !== 'BOOLEAN' || factor === 0 || isSupposition(text) || qualified.test(text)) {
    return;
  }
  const answer = asked.concept ? byConcept() : byWords();
  if (answer === undefined) {
    return;
  }
  const { value, confidence } = answer;
  const { document, page, start, end, about } = segment;
  yield { value, key: String(value), document, page, quote: { start, end }, confidence: confidence * factor, about };

  function byConcept() {
    const { concept } = asked;
    const fit = narrowingFactor(asked, passage.own, passage.context);
    // What is said of customers says nothing of the company; a policy speaks of hardly anything else.
    const isElsewhere = speaksOfCustomers(text) && concept?.id !== 'high-risk-jurisdictions';
    if (!concept || isElsewhere || !partiesFit()) {
      return undefined;
    }
    const isDenied = concept.denied?.some((pattern) => pattern.test(text)) ?? false;
    const isAffirmed = concept.affirmed?.some((pattern) => pattern.test(text)) ?? false;
    if (isDenied) {
      const covers = (concept.deniedFor ?? []).every((pattern) => pattern.test(text)) || isPersonal();
      return covers ? { value: false, confidence: certainty.pattern * fit } : undefined;
    }
    const isTrue = isAffirmed && !isNegated(text);
    return isTrue ? { value: true, confidence: certainty.pattern * fit } : undefined;
  }

  /** A person answers for themself alone. */
  function isPersonal(): boolean {
    return /\b(?:are you|you a|haben Sie|sind Sie)\b/i.test(asked.question.text) && segment.about === 'subject';
  }

  function partiesFit(): boolean {
    const ofCompany = new Set([...passage.own.parties].filter((party) => party !== 'past' && party !== 'group' && party !== 'subsidiary' && party !== 'bank'));
    return partiesAgree({ ...asked, parties: new Set() }, { ...passage.context, concepts: new Set(), parties: passage.context.parties }) || ofCompany.size === 0;
  }

  function byWords() {
    const wanted = [...asked.contentWords];
    const there = new Set([...passage.own.contentWords, ...passage.context.contentWords]);
    const shared = wanted.filter((word) => there.has(word)).length / Math.max(1, wanted.length);
    const isOwn = (ownStatement.test(text) || segment.about === 'subject') && !speaksOfCustomers(text.replace(ownStatement, ''));
    if (wanted.length < 2 || shared < 0.99 || !isOwn || !partiesAgree(asked, passage.own)) {
      return undefined;
    }
    return { value: !isNegated(text), confidence: certainty.words };
  }
}
