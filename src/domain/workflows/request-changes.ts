import { z } from 'zod';
import type { Entity, Response } from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import {
  EmailDispatchError,
  InvalidStateError,
  NotFoundError,
  RateLimitedError,
  ValidationError,
} from '../../errors.ts';
import { boundedList } from '../bounded.ts';
import type { TenantContext } from '../context.ts';
import { emailAddress, expiryHours, idempotencyKey, language, multiLine, optional, uuid } from '../fields.ts';
import { defineOperation } from '../operation.ts';
import { questionKeyText } from '../questionnaires/question-key.ts';
import type { VersionContent, VersionQuestion } from '../questionnaires/read-version.ts';
import { readUsage } from '../quotas.ts';
import { lockResponse, requireNoEmailInProgress } from '../responses/lock-response.ts';
import { transition } from '../responses/response-state.ts';
import { dispatch, dispatchNeeds } from './dispatch.ts';
import { prepareDispatch, resourcesOfSends } from './prepare-dispatch.ts';
import { requireMailAllowance } from './require-mail-allowance.ts';

/** More keys than the largest questionnaire has questions. */
const maxQuestionKeys = 1_000;

/**
 * Sends a response back to its recipient, with a message that says what to change and, if given, the questions that it
 * is about. The recipient gets a new session with a link of its own, at no cost. The response stays in review until the
 * mail server has accepted the email; when it does not, nothing has changed.
 *
 * The email goes to the address of the last session and lives for the tenant's default, by default.
 *
 * @throws ValidationError naming each key that the questionnaire does not have, NotFoundError, EmailDispatchError
 * @throws InvalidStateError when the response is neither under review nor reviewed
 * @throws ConflictError while another request for changes is in progress
 * @throws RateLimitedError for the sixth request for changes of a response within an hour
 */
export const requestChanges = defineOperation({
  name: 'requestChanges',
  createsOrSends: true,
  actor: 'tenant',
  description:
    'Sends a response back to its recipient with a message and a new link, at no cost. If the email is not accepted, nothing has changed. At most five emails per response and hour.',
  errors: [NotFoundError, InvalidStateError, RateLimitedError, EmailDispatchError],
  subject: { response: 'Response' },
  needs: dispatchNeeds,
  scope: 'SEND',
  input: z
    .strictObject({
      responseId: uuid.describe('A response in UNDER_REVIEW or REVIEWED.'),
      message: multiLine({ max: 2000 }).describe(
        'The changes that the recipient should make, at most 2000 characters. Shown in the email and on the page.',
      ),
      questionKeys: optional(
        boundedList(questionKeyText, {
          max: maxQuestionKeys,
          message: `Use at most ${maxQuestionKeys} keys.`,
        }),
      ).describe('The keys of the questions concerned, which are highlighted on the page.'),
      email: optional(emailAddress).describe(
        'The address to send the link to. Defaults to that of the last link.',
      ),
      expiryHours: optional(expiryHours).describe(
        'The number of hours for which the link is valid, 1 to 168. Defaults to the tenant’s setting.',
      ),
      language: optional(language).describe('The language of the email. Defaults to the tenant’s.'),
      idempotencyKey,
    })
    .describe('A response that needs changes.'),
  run: async ({ context, input, once }): Promise<Response> => {
    const version = await findVersion(context, input.responseId);
    const questions = findQuestions(version, input.questionKeys ?? []);
    const prepared = await context.db.$transaction(async (transaction) => {
      await once.claim(transaction);
      const { entity, questionnaire, response } = await lockResponse(transaction, context, input.responseId);
      if (!transition(response.status, 'requestChanges')) {
        throw new InvalidStateError(
          'Changes can only be requested in UNDER_REVIEW and REVIEWED.',
          response.status,
        );
      }
      await requireNoEmailInProgress(transaction, { responseId: response.id });
      await requireMailAllowance(transaction, {
        kind: 'CHANGES',
        about: { responseId: response.id },
        now: context.services.clock(),
      });
      return prepareDispatch({
        database: transaction,
        context,
        plan: {
          kind: 'CHANGES',
          entity,
          questionnaire,
          response,
          checks: [],
          changes: { message: input.message, questions },
          email: input.email ?? (await lastAddress(transaction, response.id, entity)),
          expiryHours: input.expiryHours,
          usage: await readUsage(transaction, context.scope, resourcesOfSends),
          language: input.language,
        },
        idempotencyRecordId: once.recordId,
      });
    });
    return dispatch(context, prepared);
  },
});

async function findVersion(
  { db, services }: Pick<TenantContext<'readVersion'>, 'db' | 'services'>,
  id: string,
): Promise<VersionContent> {
  const response = await db.response.findUnique({ where: { id }, select: { questionnaireVersionId: true } });
  if (!response) {
    throw new NotFoundError('Response');
  }
  return services.readVersion(response.questionnaireVersionId);
}

/** @throws ValidationError for each key that is unknown or occurs twice */
function findQuestions({ questions }: VersionContent, keys: readonly string[]): VersionQuestion[] {
  const byKey = new Map(questions.map((question) => [question.key, question]));
  const seen = new Set<string>();
  const problems = keys.flatMap((key, index) => {
    const message = !byKey.has(key)
      ? 'The questionnaire has no such question.'
      : seen.has(key)
        ? 'This question is listed twice.'
        : undefined;
    seen.add(key);
    return message === undefined ? [] : [{ path: `questionKeys[${index}]`, messages: [message] }];
  });
  if (problems.length > 0) {
    throw new ValidationError(problems);
  }
  return questions.filter(({ key }) => seen.has(key));
}

/** Where the last link went; without one, the entity's address. */
async function lastAddress(
  transaction: Transaction,
  responseId: string,
  entity: Pick<Entity, 'email'>,
): Promise<string> {
  const session = await transaction.workflowSession.findFirst({
    where: { responseId },
    orderBy: { id: 'desc' },
    select: { email: true },
  });
  const email = session?.email ?? entity.email;
  if (!email) {
    throw ValidationError.at(
      'email',
      'Neither the response nor its entity has an email address. Specify one.',
    );
  }
  return email;
}
