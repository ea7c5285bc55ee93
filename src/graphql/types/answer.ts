import { answerId, type ResponseAnswer } from '../../domain/responses/response-answer.ts';
import type { AnswerSource } from '../../domain/responses/stored-answer.ts';
import { UnreadableError } from '../../sealing/unreadable-error.ts';
import { builder } from '../builder.ts';
import { longValuePrice } from '../prices.ts';
import { AutofillEngineEnum } from './enums.ts';
import { NodeInterface } from './node.ts';
import { QuestionType } from './question.ts';

const AnswerSourceType = builder.objectRef<AnswerSource>('AnswerSource').implement({
  description: 'Where autofill found an answer. Deleted when the response is sent.',
  fields: (t) => ({
    documentId: t.exposeID('documentId', { description: 'The document that contains the answer.' }),
    documentName: t.exposeString('documentName', { description: 'The document’s file name.' }),
    page: t.exposeInt('page', {
      nullable: true,
      description: 'The page, starting at 1. `null` if the document has no pages.',
    }),
    quote: t.exposeString('quote', { description: 'The passage, word for word.' }),
    confidence: t.exposeFloat('confidence', { description: 'The engine’s confidence, from 0 to 1.' }),
    engine: t.expose('engine', { type: AutofillEngineEnum, description: 'Which engine found it.' }),
  }),
});

/** @throws UnreadableError, which is an error of this field alone */
function readable<Value>(value: Value): Exclude<Value, UnreadableError> {
  if (value instanceof UnreadableError) {
    throw value;
  }
  return value as Exclude<Value, UnreadableError>;
}

export const AnswerType = builder.objectRef<ResponseAnswer>('Answer').implement({
  interfaces: [NodeInterface],
  description: 'One question of a response and the value that answers it.',
  fields: (t) => ({
    id: t.id({
      description: 'The answer’s id. It stays the same while the value changes.',
      resolve: ({ responseId, question }) => answerId({ responseId, questionId: question.id }),
    }),
    question: t.expose('question', { type: QuestionType, description: 'The question.' }),
    value: t.field({
      type: 'AnswerValue',
      nullable: true,
      description: 'The answer, depending on the question’s type. `null` if there is none.',
      complexity: longValuePrice,
      resolve: ({ stored }) => readable(stored?.value),
    }),
    source: t.field({
      type: AnswerSourceType,
      nullable: true,
      description: 'Where autofill found the answer. `null` for answers that were entered by hand.',
      resolve: ({ stored }) => readable(stored?.source),
    }),
  }),
});
