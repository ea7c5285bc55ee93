import { type FieldProblem, ValidationError } from '../../errors.ts';
import { type AnswerValue, checkAnswerValue } from '../questionnaires/answer-value.ts';
import type { VersionQuestion } from '../questionnaires/read-version.ts';
import type { AnswerInput } from './save-response-input.ts';

/** An answer that fits its question; null clears what was there. */
export interface CheckedAnswer {
  questionId: string;
  questionKey: string;
  value: AnswerValue | null;
}

interface CheckOptions {
  questions: readonly VersionQuestion[];
  answers: readonly AnswerInput[];
  /** The date that is `today` in the bounds of questions. */
  today: string;
  /** Which of these ids are documents of the response's entity; they stay so. Asked at most once, and only for FILE answers. */
  lockDocumentIds: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * Checks answers against the questions they refer to.
 *
 * @throws ValidationError with every answer that is wrong: a question that is unknown, named twice or not at all, a value
 * that is missing or does not answer it, a document that the entity does not have
 */
export async function checkAnswers({
  questions,
  answers,
  today,
  lockDocumentIds,
}: CheckOptions): Promise<CheckedAnswer[]> {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  const filesByIndex = new Map<number, string[]>();

  const checked = answers.flatMap(({ questionId, questionKey, value }, index) => {
    const report = (field: string, message: string) => {
      problems.push(problemAt(index, field, message));
      return [];
    };
    if (value === undefined) {
      report('value', 'This field is required. Use null to clear the answer.');
    }
    if (questionId !== undefined && questionKey !== undefined) {
      return report('questionKey', 'Use either the question’s id or its key, not both.');
    }
    const namedBy = questionId === undefined ? 'questionKey' : 'questionId';
    let question: VersionQuestion | undefined;
    if (questionId !== undefined) {
      question = byId.get(questionId.toLowerCase());
    } else if (questionKey !== undefined) {
      question = byKey.get(questionKey);
    } else {
      return report('questionId', 'Use the question’s id or its key.');
    }
    if (!question) {
      return report(namedBy, 'The questionnaire has no such question.');
    }
    if (seen.has(question.id)) {
      return report(namedBy, 'This question is answered more than once in this request.');
    }
    seen.add(question.id);
    if (value === undefined || value === null) {
      return [{ questionId: question.id, questionKey: question.key, value: null }];
    }
    const result = checkAnswerValue({ question, value, today });
    if ('problem' in result) {
      return report('value', result.problem);
    }
    if (question.type === 'FILE') {
      filesByIndex.set(index, result.value as string[]);
    }
    return [{ questionId: question.id, questionKey: question.key, value: result.value }];
  });

  if (filesByIndex.size > 0) {
    const known = await lockDocumentIds([...new Set([...filesByIndex.values()].flat())]);
    for (const [index, ids] of filesByIndex) {
      if (!ids.every((id) => known.has(id))) {
        problems.push(problemAt(index, 'value', 'The entity has no document with this id.'));
      }
    }
  }
  if (problems.length > 0) {
    throw new ValidationError(problems);
  }
  return checked;
}

const problemAt = (index: number, field: string, message: string): FieldProblem => ({
  path: `answers[${index}].${field}`,
  messages: [message],
});
