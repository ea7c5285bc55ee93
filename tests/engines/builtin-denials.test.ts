import { describe, expect, it } from 'vitest';
import { findAnswers } from '../../src/autofill/labels/find-answers.ts';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import { questionsOf } from '../autofill-quality/measure.ts';

const questions = questionsOf(companyQuestionnaire);

const read = (page: string) =>
  findAnswers({
    questions,
    documents: [{ id: 'document', name: 'register.txt', pages: [page] }],
    subject: { name: 'Acme Trading Ltd', entityType: 'COMPANY' },
  }).map(({ questionId, value }) => [questionId, value]);

describe('what a sentence or a field denies', () => {
  it.each([
    [
      'incorporation_date',
      '2001-01-01',
      'Date of incorporation: 1 January 2001',
      'Date of incorporation: not 1 January 2001',
    ],
    [
      'incorporation_date',
      '2001-01-01',
      'Incorporated on: 1 January 2001',
      'Not incorporated on: 1 January 2001',
    ],
    ['incorporation_date', '2001-01-01', 'Gegründet am 1. Januar 2001', 'Nicht gegründet am 1. Januar 2001'],
    ['incorporation_country', 'DE', 'Incorporated in: Germany', 'Never incorporated in: Germany'],
    ['employee_count', 40, 'Number of employees: 40', 'Number of employees: not 40'],
    ['registration_number', '12345678', 'Registered under No. 12345678', 'Not registered under No. 12345678'],
  ])('what a sentence or a field denies is no answer to %s: %j', (key, value, said, denied) => {
    expect(read(said)).toContainEqual([key, value]);
    expect(read(denied).map(([answered]) => answered)).not.toContain(key);
  });

  it('what a sentence or a field denies says no country where only a register is named', () => {
    expect(read('Registration number: HRB 4711').map(([key]) => key)).not.toContain('incorporation_country');
  });
});
