import { foldText } from '../../reading/words.ts';
import type { Asked } from './asked.ts';
import type { Candidate } from './candidate.ts';
import { yearIn } from './tables.ts';

/** Answers with less confidence than this are not proposed. */
export const minConfidence = 0.6;

/** The share of the doubt that a second document that says the same removes. */
const agreement = 0.4;

/** A passage with this much more confidence than a contradicting one is believed. */
const clearLead = 0.2;

/** The one answer that the candidates together suggest; `undefined` if none is certain enough or they contradict each other. */
export function decide(asked: Asked, candidates: readonly Candidate[]): Candidate | undefined {
  const sure = ofLatestYear(asked, candidates).filter(({ confidence }) => confidence >= minConfidence);
  const ranked = [...sure].sort((a, b) => b.confidence - a.confidence);
  const [best] = ranked;
  if (!best) {
    return undefined;
  }
  const rivals = ranked.filter((other) => !saysTheSame(asked, best, other));
  const isContested = rivals.some((rival) => !isOutweighed(rival));
  if (isContested && !mayDiffer(asked)) {
    return asked.question.type === 'MULTI_CHOICE' ? widest(ranked) : undefined;
  }
  const others =
    new Set(ranked.filter((other) => other.key === best.key).map(({ document }) => document)).size - 1;
  const confidence = 1 - (1 - Math.min(best.confidence, 0.98)) * (1 - agreement) ** Math.min(others, 3);
  return { ...best, confidence: Math.round(confidence * 100) / 100 };

  function isOutweighed(rival: Candidate): boolean {
    return (best?.confidence ?? 0) - rival.confidence >= clearLead;
  }
}

/** Descriptions in different words do not contradict each other; names, numbers and places do. */
const mayDiffer = (asked: Asked): boolean =>
  asked.question.type === 'LONG_TEXT' && (asked.shape === undefined || asked.shape === 'description');

function saysTheSame(asked: Asked, one: Candidate, other: Candidate): boolean {
  if (one.key === other.key) {
    return true;
  }
  if (typeof one.value !== 'string' || typeof other.value !== 'string') {
    return false;
  }
  const { type } = asked.question;
  return (
    (type === 'TEXT' || type === 'LONG_TEXT') &&
    (contains(one.value, other.value) || contains(other.value, one.value))
  );
}

/** Whether one text contains all that the other says: each word and figure of it, in any order. */
function contains(whole: string, part: string): boolean {
  const words = new Set(foldText(whole).match(/[a-z0-9]+/g));
  const wanted = foldText(part).match(/[a-z0-9]+/g) ?? [];
  return wanted.length > 0 && wanted.every((word) => words.has(word));
}

/** A choice of several options that includes all those of the others is the fullest, not a different one. */
function widest(ranked: readonly Candidate[]): Candidate | undefined {
  return ranked.find(
    ({ value }) =>
      Array.isArray(value) &&
      ranked.every(
        (other) => Array.isArray(other.value) && other.value.every((option) => value.includes(option)),
      ),
  );
}

/**
 * Figures for the year that the question specifies, otherwise for the latest year in any document; figures without a year count
 * as well.
 */
function ofLatestYear({ question }: Asked, candidates: readonly Candidate[]): readonly Candidate[] {
  if (question.type !== 'NUMBER' && question.type !== 'PERCENTAGE') {
    return candidates;
  }
  const asked = yearIn(question.text);
  const years = candidates.flatMap(({ year }) => year ?? []);
  const wanted = asked ?? (years.length > 0 ? Math.max(...years) : undefined);
  return candidates.filter(({ year }) => year === wanted || (year === undefined && asked === undefined));
}
