import { composeInvitation } from '../../mail/invitation.ts';
import type { TenantContext } from '../context.ts';
import { effortOf } from '../questionnaires/effort.ts';
import { type LocalVersion, localise } from '../questionnaires/localise.ts';
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
  const { questionnaire, occasion, language } = invitation;
  const version = await readLocalVersion(context, dispatch, language);
  return composeInvitation({
    ...invitation,
    occasion:
      occasion.kind === 'changes' && version
        ? { ...occasion, questions: textsOf(version, dispatch.questionKeys) }
        : occasion,
    questionnaire: questionnaire && {
      ...questionnaire,
      ...(version && { name: version.name }),
      ...effortOf((await readForm(context, dispatch, version)).questions),
    },
  });
}

/** The questionnaire in the language of the email. */
async function readLocalVersion(
  { services: { readVersion } }: InvitationContext,
  { questionnaireVersionId }: PreparedDispatch['dispatch'],
  language: string,
): Promise<LocalVersion | undefined> {
  return questionnaireVersionId === null
    ? undefined
    : localise(await readVersion(questionnaireVersionId), language);
}

const textsOf = ({ questions }: LocalVersion, keys: readonly string[]): string[] =>
  questions.filter(({ key }) => keys.includes(key)).map(({ text }) => text);

/** The questionnaire as the recipient will find it. */
async function readForm(
  { db, services: { cipher } }: InvitationContext,
  { kind, tenantId, responseId }: PreparedDispatch['dispatch'],
  version: LocalVersion | undefined,
): Promise<QuestionnaireForm> {
  if (responseId === null || version === undefined) {
    return { questions: [] };
  }
  // The response of a direct send is written when the email was accepted. Of another one only files are listed.
  const isUnanswered = kind === 'DIRECT' || version.questions.every(({ type }) => type !== 'FILE');
  return isUnanswered
    ? emptyForm(version)
    : readQuestionnaireForm({ database: db, cipher, tenantId, responseId, version });
}
