import { composeInvitation } from '../../mail/invitation.ts';
import { effortOf } from '../questionnaires/effort.ts';
import type { Services } from '../services.ts';
import type { PreparedDispatch } from './prepare-dispatch.ts';

/**
 * Writes the email of a prepared send. What its questionnaire will take follows from the version that it asks for, which replicas
 * keep at hand; to be called outside of transactions, because it may have to be read.
 */
export async function writeInvitation(
  { readVersion }: Pick<Services, 'readVersion'>,
  { dispatch, invitation }: Pick<PreparedDispatch, 'dispatch' | 'invitation'>,
): Promise<{ subject: string; text: string; html: string }> {
  const { questionnaire } = invitation;
  const { questionnaireVersionId } = dispatch;
  const effort = effortOf(
    questionnaire && questionnaireVersionId ? await readVersion(questionnaireVersionId) : { questions: [] },
  );
  return composeInvitation({
    ...invitation,
    questionnaire: questionnaire && { ...questionnaire, ...effort },
  });
}
