import { expect, test } from 'vitest';
import type { AnswerValue } from '../../src/domain/questionnaires/answer-value.ts';
import { visibleQuestions } from '../../src/domain/responses/visibility.ts';

const shown = (equals: string, answer: AnswerValue | null | undefined) => {
  const questions = [{ key: 'asked' }, { key: 'depends', visibleWhen: { key: 'asked', equals } }];
  const answers = new Map(answer === undefined ? [] : [['asked', answer] as const]);
  return visibleQuestions(questions, answers).length === 2;
};

test.each<[string, AnswerValue | null | undefined, boolean]>([
  ['true', true, true],
  ['true', false, false],
  ['false', false, true],
  ['10', 10, true],
  ['2.5', 2.5, true],
  ['10.0', 10, false],
  ['Other', 'Other', true],
  ['Other', 'other', false],
  ['b', ['a', 'b'], true],
  ['a,b', ['a', 'b'], false],
  ['c', ['a', 'b'], false],
  ['null', null, false],
  ['undefined', undefined, false],
])('a condition on %j with the answer %j: %s', (equals, answer, expected) => {
  expect(shown(equals, answer)).toBe(expected);
});

test('a question that depends on a hidden question is hidden, whatever answer that one still has', () => {
  const questions = [
    { key: 'a' },
    { key: 'b', visibleWhen: { key: 'a', equals: 'yes' } },
    { key: 'c', visibleWhen: { key: 'b', equals: 'yes' } },
    { key: 'd', visibleWhen: null },
  ];
  const keys = (answer: string) =>
    visibleQuestions(
      questions,
      new Map([
        ['a', answer],
        ['b', 'yes'],
      ]),
    ).map(({ key }) => key);

  expect(keys('yes')).toEqual(['a', 'b', 'c', 'd']);
  expect(keys('no')).toEqual(['a', 'd']);
});

test('keys that JavaScript gives a meaning are keys like any other', () => {
  const questions = [{ key: 'constructor' }, { key: 'x', visibleWhen: { key: 'toString', equals: 'y' } }];

  expect(visibleQuestions(questions, new Map())).toEqual([{ key: 'constructor' }]);
});
