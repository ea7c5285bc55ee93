import { openSubmission } from '../responses/submission.ts';
import type { RequestLink } from './follow-link.ts';
import type { FormQuestion, QuestionnaireForm } from './questionnaire-form.ts';

/**
 * The ids of the questions whose answers the team has asked to change, and that have the answers that they had then. Removing
 * an answer changes it too.
 *
 * @throws UnreadableError when the submission that the request is about has to be read and cannot be
 */
export async function findPendingChanges(
  link: Pick<RequestLink, 'session' | 'recipient'>,
  { questions }: QuestionnaireForm,
): Promise<Set<string>> {
  const { createdAt, questionKeys } = link.session;
  const isUnchanged = ({ answeredAt }: FormQuestion) => answeredAt === null || answeredAt <= createdAt;
  const unchanged = questions.filter(
    (question) => questionKeys.includes(question.key) && isUnchanged(question),
  );
  const submitted = unchanged.some(({ answeredAt }) => answeredAt === null)
    ? await readSubmittedIds(link)
    : new Set<string>();
  return new Set(
    unchanged.filter(({ id, answeredAt }) => answeredAt !== null || !submitted.has(id)).map(({ id }) => id),
  );
}

/** The questions that were answered when the questionnaire was last submitted. */
async function readSubmittedIds({
  recipient: { db, responseId, scope, services },
}: Pick<RequestLink, 'recipient'>): Promise<Set<string>> {
  const submission =
    responseId === null
      ? null
      : await db.submission.findFirst({ where: { responseId }, orderBy: { number: 'desc' } });
  if (!submission) {
    return new Set();
  }
  const { answers } = openSubmission(
    services.cipher,
    { tenantId: scope.tenantId, responseId: submission.responseId, id: submission.id },
    submission.content,
  );
  return new Set(answers.map(({ questionId }) => questionId));
}
