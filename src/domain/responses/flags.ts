import { RiskLevel } from '../../database/client/enums.ts';
import type { Cipher } from '../../sealing/cipher.ts';
import { sealedColumns } from '../../sealing/sealed-columns.ts';
import { readBound } from '../questionnaires/answer-bounds.ts';
import type { AnswerValue } from '../questionnaires/answer-value.ts';
import type { FlagRule } from '../questionnaires/flag-rule.ts';
import type { VersionContent, VersionQuestion } from '../questionnaires/read-version.ts';
import type { ResponsePlace } from './sealed-answer.ts';
import { isAnswer } from './visibility.ts';

/** An answer that a rule of the questionnaire flags. */
export interface Flag {
  /** The question's key. */
  question: string;
  level: RiskLevel;
  text: string;
}

/** What a response keeps of its flags. */
export interface KeptFlags {
  /** Null without flags. */
  flags: string | null;
  riskLevel: RiskLevel | null;
}

/** A question with the answer that is submitted. */
type AnsweredQuestion = Pick<VersionQuestion, 'key' | 'type'> & { value: AnswerValue | null };

interface RaiseOptions {
  rules: readonly FlagRule[];
  /** The questions that are asked. */
  questions: readonly AnsweredQuestion[];
  /** The date that is `today` in a rule. */
  today: string;
}

/** The places, among the rules, of those that flag an answer. A question without an answer is never flagged. */
export function raiseFlags({ rules, questions, today }: RaiseOptions): number[] {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  return rules.flatMap((rule, index) => {
    const question = byKey.get(rule.key);
    return question && isFlagged(rule, question, today) ? [index] : [];
  });
}

function isFlagged(
  { equals, above, below, countryIn }: FlagRule,
  { type, value }: AnsweredQuestion,
  today: string,
): boolean {
  if (equals !== undefined) {
    return isAnswer(value, equals);
  }
  if (countryIn !== undefined) {
    return [value].flat().some((item) => typeof item === 'string' && countryIn.includes(item));
  }
  if (typeof value !== 'string' && typeof value !== 'number') {
    return false;
  }
  const lowest = below === undefined ? undefined : readBound(type, below, today);
  const highest = above === undefined ? undefined : readBound(type, above, today);
  return (lowest !== undefined && value < lowest) || (highest !== undefined && value > highest);
}

const place = ({ tenantId, responseId }: ResponsePlace) => ({
  column: sealedColumns.flags,
  tenantId,
  row: [responseId],
});

/** The levels from the lowest to the highest. */
const levels = Object.values(RiskLevel);

/** What a response keeps of the flags that `raiseFlags` has raised: sealed, because they reveal what was answered. */
export function keepFlags(
  cipher: Cipher,
  ofResponse: ResponsePlace,
  { rules, raised }: { rules: readonly FlagRule[]; raised: readonly number[] },
): KeptFlags {
  const riskLevel = levels.findLast((level) => raised.some((index) => rules[index]?.level === level)) ?? null;
  return { flags: riskLevel && cipher.seal(place(ofResponse), JSON.stringify(raised)), riskLevel };
}

/**
 * The flags that a response keeps, the most serious first.
 *
 * @throws UnreadableError when they were changed, were moved from another place, or their key is missing
 */
export function openFlags(
  cipher: Cipher,
  ofResponse: ResponsePlace,
  { flags, version }: { flags: string; version: Pick<VersionContent, 'flagRules'> },
): Flag[] {
  const raised = JSON.parse(cipher.open(place(ofResponse), flags)) as number[];
  return raised
    .flatMap((index) => version.flagRules[index] ?? [])
    .map(({ key, level, text }) => ({ question: key, level, text }))
    .toSorted((one, other) => levels.indexOf(other.level) - levels.indexOf(one.level));
}
