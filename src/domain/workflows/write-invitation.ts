import { composeInvitation } from '../../mail/invitation.ts';
import type { TenantContext } from '../context.ts';
import { effortOf } from '../questionnaires/effort.ts';
import {
  emptyForm,
  type QuestionnaireForm,
  readQuestionnaireForm,
} from '../recipients/questionnaire-form.ts';
import type { PreparedDispatch } from './prepare-dispatch.ts';

type InvitationContext = Pick<TenantContext<'cipher' | 'readVersion'>, 'db' | 'services'>;

/**
 * Writes the email of a prepared send. What its questionnaire will take follows from the version that it asks for, which replicas
 * keep at hand, and, where it asks for files, from the answers so far; to be called outside of transactions, because they may have to be read.
 *
 * @throws UnreadableError when an answer cannot be read, without which the link would lead to no form either
 */
export async function writeInvitation(
  context: InvitationContext,
  { dispatch, invitation }: Pick<PreparedDispatch, 'dispatch' | 'invitation'>,
): Promise<{ subject: string; text: string; html: string }> {
  const { questionnaire } = invitation;
  return composeInvitation({
    ...invitation,
    questionnaire: questionnaire && {
      ...questionnaire,
      ...effortOf((await readForm(context, dispatch)).questions),
    },
  });
}

/** The questionnaire as the recipient will find it. */
async function readForm(
  { db, services: { cipher, readVersion } }: InvitationContext,
  { kind, tenantId, responseId, questionnaireVersionId }: PreparedDispatch['dispatch'],
): Promise<QuestionnaireForm> {
  if (responseId === null || questionnaireVersionId === null) {
    return { questions: [] };
  }
  const version = await readVersion(questionnaireVersionId);
  // The response of a direct send is written when the email was accepted. Of another one only files are listed.
  const isUnanswered = kind === 'DIRECT' || version.questions.every(({ type }) => type !== 'FILE');
  return isUnanswered
    ? emptyForm(version)
    : readQuestionnaireForm({ database: db, cipher, tenantId, responseId, version });
}
