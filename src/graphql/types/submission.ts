import type { VersionQuestion } from '../../domain/questionnaires/read-version.ts';
import type { SubmissionSummary } from '../../domain/responses/submission.ts';
import { builder } from '../builder.ts';
import { offsetArgument, pageComplexity } from '../connection.ts';
import { type Context, requireTenant } from '../context.ts';
import { longValuePrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { NodeInterface } from './node.ts';
import { QuestionType } from './question.ts';
import { ResponseType } from './response.ts';

/** A question with what a submission says of it. */
type OfQuestion<Item> = Omit<Item, 'questionId'> & { question: VersionQuestion };

/** The questions that parts of a submission are about, which its response's version of the questionnaire has. */
async function withQuestions<Item extends { questionId: string }>(
  { responseId }: SubmissionSummary,
  items: readonly Item[],
  context: Context,
): Promise<OfQuestion<Item>[]> {
  const tenant = requireTenant(context);
  const versionId = await context.services.findVersionId(tenant, responseId);
  const version = versionId === undefined ? undefined : await context.services.readVersion(versionId);
  const byId = new Map(version?.questions.map((question) => [question.id, question]));
  return items.flatMap(({ questionId, ...item }) => {
    const question = byId.get(questionId);
    return question ? [{ ...item, question }] : [];
  });
}

const SubmittedAnswerType = builder
  .objectRef<OfQuestion<{ questionId: string; value: unknown }>>('SubmittedAnswer')
  .implement({
    description: 'An answer as it was submitted.',
    fields: (t) => ({
      question: t.expose('question', { type: QuestionType, description: 'The question.' }),
      value: t.field({
        type: 'AnswerValue',
        description: 'The answer, depending on the question’s type.',
        complexity: longValuePrice,
        resolve: ({ value }) => value as string,
      }),
    }),
  });

const SubmittedChangeType = builder
  .objectRef<OfQuestion<{ questionId: string; before: unknown; after: unknown }>>('SubmittedChange')
  .implement({
    description: 'An answer that differs from the previous submission.',
    fields: (t) => ({
      question: t.expose('question', { type: QuestionType, description: 'The question.' }),
      before: t.field({
        type: 'AnswerValue',
        nullable: true,
        description: 'The answer in the previous submission. `null` if there was none.',
        complexity: longValuePrice,
        resolve: ({ before }) => before as string,
      }),
      after: t.field({
        type: 'AnswerValue',
        nullable: true,
        description: 'The answer in this submission. `null` if there is none any more.',
        complexity: longValuePrice,
        resolve: ({ after }) => after as string,
      }),
    }),
  });

const SubmissionType = builder.objectRef<SubmissionSummary>('Submission').implement({
  interfaces: [NodeInterface],
  description: 'A response as its recipient submitted it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The submission’s id.' }),
    number: t.exposeInt('number', { description: 'Counts the submissions of the response, from 1.' }),
    submittedAt: t.expose('submittedAt', { type: 'DateTime', description: 'When it was submitted.' }),
    answers: t.field({
      type: [SubmittedAnswerType],
      description: 'The answered questions, in the questionnaire’s order.',
      complexity: { field: 1, multiplier: 20 },
      resolve: async (submission, _args, context) => {
        const { answers } = await requireTenant(context).loaders.submissionContent.load(submission.id);
        return withQuestions(submission, answers, context);
      },
    }),
    changes: t.field({
      type: [SubmittedChangeType],
      description: 'What changed since the previous submission. Empty for the first one.',
      complexity: { field: 1, multiplier: 10 },
      resolve: async (submission, _args, context) => {
        const { changes } = await requireTenant(context).loaders.submissionContent.load(submission.id);
        return withQuestions(submission, changes, context);
      },
    }),
  }),
});

builder.objectField(ResponseType, 'submissions', (t) =>
  t.connection(
    {
      type: SubmissionType,
      description: 'The submissions of the response, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.submissionsOfResponse,
          id,
          args,
          context,
          info,
        }),
    },
    { name: 'SubmissionConnection', description: 'A page of submissions.' },
    { name: 'SubmissionEdge', description: 'A submission with its cursor.' },
  ),
);
