import type { Draft } from '../draft.ts';
import type { Report } from '../parse-input.ts';
import { boundProblem } from './answer-bounds.ts';
import type { FlagRule } from './flag-rule.ts';
import { type ConditionTarget, impossibleAnswer } from './impossible-answer.ts';

/** The conditions of a rule, of which it has exactly one. */
const conditions = ['equals', 'above', 'below', 'countryIn'] as const;

/** The types whose answers are countries. */
const countryTypes: ReadonlySet<string> = new Set(['COUNTRY', 'COUNTRIES']);

/** Checks that each rule has one condition, which the question that it refers to can meet. */
export function checkFlagRules(
  rules: readonly Draft<FlagRule>[],
  questionsByKey: ReadonlyMap<string, ConditionTarget>,
  report: Report,
): void {
  rules.forEach((rule, index) => {
    const reportHere: Report = (path, message) => report(['flagWhen', index, ...path], message);
    if (conditions.filter((name) => rule[name] !== undefined).length !== 1) {
      reportHere([], 'Use exactly one of equals, above, below and countryIn.');
    }
    if (typeof rule.key !== 'string') {
      return;
    }
    const target = questionsByKey.get(rule.key);
    if (!target) {
      reportHere(['key'], 'Use the key of a question of this questionnaire.');
    } else if (target.type === 'FILE') {
      reportHere(['key'], 'Use the key of a question whose type is not FILE.');
    } else if (typeof target.type === 'string') {
      checkConditions(rule, { ...target, type: target.type }, reportHere);
    }
  });
}

function checkConditions(
  { equals, countryIn, ...bounds }: Draft<FlagRule>,
  target: ConditionTarget & { type: string },
  report: Report,
): void {
  if (typeof equals === 'string') {
    reportProblem('equals', impossibleAnswer(target, equals));
  }
  for (const name of ['above', 'below'] as const) {
    const text = bounds[name];
    if (typeof text === 'string') {
      reportProblem(name, boundProblem(target.type, text));
    }
  }
  if (countryIn && !countryTypes.has(target.type)) {
    report(['countryIn'], 'Only answers to questions of type COUNTRY and COUNTRIES are countries.');
  }

  function reportProblem(name: string, problem: string | undefined): void {
    if (problem !== undefined) {
      report([name], problem);
    }
  }
}
