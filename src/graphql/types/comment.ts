import type { ResponseComment } from '../../database/client/client.ts';
import { erasedText } from '../../domain/erasure/erased-text.ts';
import { openComment } from '../../domain/responses/comment.ts';
import { answerId } from '../../domain/responses/response-answer.ts';
import { builder } from '../builder.ts';
import { offsetArgument, pageComplexity } from '../connection.ts';
import { requireTenant } from '../context.ts';
import { longValuePrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { NodeInterface } from './node.ts';
import { PersonType, resolvePerson } from './person.ts';
import { QuestionType } from './question.ts';
import { ResponseType } from './response.ts';

const CommentAuthorType = builder
  .objectRef<Pick<ResponseComment, 'actorName' | 'actingUser'>>('CommentAuthor')
  .implement({
    description: 'Who wrote a comment.',
    fields: (t) => ({
      name: t.exposeString('actorName', { description: 'The name of the API key.' }),
      person: t.field({
        type: PersonType,
        nullable: true,
        description:
          'The person for whom the key acted, from the header `X-Acting-User`. `null` if the request named none.',
        resolve: ({ actingUser }) => resolvePerson(actingUser),
      }),
    }),
  });

const CommentType = builder.objectRef<ResponseComment>('Comment').implement({
  interfaces: [NodeInterface],
  description: 'What the team says of an answer. Recipients never see it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The comment’s id.' }),
    answerId: t.id({ description: 'The id of the answer that the comment is about.', resolve: answerId }),
    question: t.field({
      type: QuestionType,
      description: 'The question whose answer the comment is about.',
      resolve: async ({ responseId, questionId }, _args, context) => {
        const versionId = await context.services.findVersionId(requireTenant(context), responseId);
        const version = versionId === undefined ? undefined : await context.services.readVersion(versionId);
        const question = version?.questions.find(({ id }) => id === questionId);
        if (!question) {
          throw new Error(`The comment lacks its question ${questionId}.`);
        }
        return question;
      },
    }),
    text: t.string({
      description: 'The comment.',
      complexity: longValuePrice,
      // The response of an earlier request with the same idempotency key may have been erased.
      resolve: (comment, _args, { services }) =>
        comment.text === erasedText ? comment.text : openComment(services.cipher, comment),
    }),
    author: t.field({
      type: CommentAuthorType,
      description: 'Who wrote it.',
      resolve: (comment) => comment,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

builder.objectField(ResponseType, 'comments', (t) =>
  t.connection(
    {
      type: CommentType,
      description: 'The team’s comments on the answers, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.commentsOfResponse,
          id,
          args,
          context,
          info,
        }),
    },
    { name: 'CommentConnection', description: 'A page of comments.' },
    { name: 'CommentEdge', description: 'A comment with its cursor.' },
  ),
);
