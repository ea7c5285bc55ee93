import { expect, it } from 'vitest';
import { addConditions } from '../../src/autofill/labels/keep-visible.ts';
import { questionsOf } from '../autofill-quality/measure.ts';

const questionsWith = (detail: { key: string; required: boolean }) =>
  questionsOf({
    name: 'Owners',
    type: 'DDQ',
    sections: [
      {
        title: 'Owners',
        questions: [
          { key: 'has', text: 'Are there any?', type: 'BOOLEAN' },
          { ...detail, text: 'Which?', type: 'LONG_TEXT', visibleWhen: { key: 'has', equals: 'true' } },
        ],
      },
    ],
  });

const answersTo = (detail: { key: string; required: boolean }, isOpen = true) => {
  const found = {
    questionId: detail.key,
    value: 'Anna',
    documentId: 'd',
    page: 1,
    quote: 'Anna',
    confidence: 0.9,
  };
  return addConditions(questionsWith(detail), [found], () => isOpen).map(({ questionId, value }) => [
    questionId,
    value,
  ]);
};

it('a required detail says yes to the question that it depends on', () => {
  expect(answersTo({ key: 'owners', required: true })).toContainEqual(['has', true]);
});

it.each([
  ['is optional', { key: 'owners', required: false }, true],
  ['is an address, which may be the same as another', { key: 'business_address', required: true }, true],
  ['stands beside documents that speak of the question', { key: 'owners', required: true }, false],
])('a detail says nothing where it %s', (_why, detail, isOpen) => {
  expect(answersTo(detail, isOpen).map(([key]) => key)).not.toContain('has');
});
