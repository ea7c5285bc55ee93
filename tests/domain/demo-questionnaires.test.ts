import { describe, expect, test } from 'vitest';
import { QuestionType } from '../../src/database/client/enums.ts';
import { parseInput } from '../../src/domain/parse-input.ts';
import { questionnaireDefinition } from '../../src/domain/questionnaires/definition.ts';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import { individualQuestionnaire } from '../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import { visibleQuestions } from '../../src/domain/responses/visibility.ts';

const read = (questionnaire: unknown) => {
  const parsed = parseInput(questionnaireDefinition(), questionnaire);
  return { ...parsed, questions: parsed.sections.flatMap(({ questions }) => questions) };
};

describe.each([
  { questionnaire: companyQuestionnaire, sections: [8, 10], questions: [42, 60], conditional: 8 },
  { questionnaire: individualQuestionnaire, sections: [3, 5], questions: [10, 15], conditional: 2 },
])('the demo questionnaire "$questionnaire.name"', ({ questionnaire, sections, questions, conditional }) => {
  const definition = read(questionnaire);

  test('a demo questionnaire is valid and of real-life size', () => {
    expect(definition.type).toBe('DDQ');
    expect(definition.sections.length).toBeGreaterThanOrEqual(sections[0]!);
    expect(definition.sections.length).toBeLessThanOrEqual(sections[1]!);
    expect(definition.questions.length).toBeGreaterThanOrEqual(questions[0]!);
    expect(definition.questions.length).toBeLessThanOrEqual(questions[1]!);
  });

  test('a demo questionnaire asks some questions only when they apply', () => {
    const shown = visibleQuestions(definition.questions, new Map());
    expect(definition.questions.length - shown.length).toBeGreaterThanOrEqual(conditional);
  });

  test('a demo questionnaire asks no two questions in the same words, so that each can be found by its text', () => {
    expect(new Set(definition.questions.map(({ text }) => text)).size).toBe(definition.questions.length);
  });

  test('a demo questionnaire never requires a document, which a recipient may not have at hand', () => {
    expect(definition.questions.filter(({ type, required }) => type === 'FILE' && required)).toEqual([]);
  });
});

test('the company questionnaire has a question of every type but those of identifiers, countries and percentages', () => {
  const types = new Set<string>(read(companyQuestionnaire).questions.map(({ type }) => type));
  const others = ['COUNTRIES', 'PHONE', 'PERCENTAGE', 'LEI', 'IBAN'];
  expect([...types, ...others].sort()).toEqual(Object.values(QuestionType).sort());
});
