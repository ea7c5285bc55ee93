import type { QuestionnaireVersion } from '../../../database/client/client.ts';
import type { Scope } from '../../../database/scope.ts';
import type { Transaction } from '../../../database/transaction.ts';
import type { AuditEntry } from '../../events/audit-entry.ts';
import { recordAuditEvents } from '../../events/record-audit-events.ts';
import { writeAnswers } from '../../responses/write-answers.ts';
import type { Services } from '../../services.ts';
import { demoAnswers } from './demo-answers.ts';
import { demoDocument } from './demo-document.ts';
import { demoIds } from './demo-ids.ts';

interface DemoResponsesOptions {
  services: Pick<Services, 'cipher' | 'eventData' | 'jobs'>;
  scope: Scope;
  /** The current versions of the questionnaires for companies and for individuals. */
  versions: { company: QuestionnaireVersion; individual: QuestionnaireVersion };
  /** The address of the individual, who has submitted a response. */
  email: string;
  now: Date;
}

/**
 * Writes what the demo tenant has in hand: a response that its recipient has submitted, and one for the team to fill in,
 * with a document to read. The audit trail has what led to them; no email was sent and no credit was charged.
 */
export async function createDemoResponses(
  transaction: Transaction,
  { services, scope, versions, email, now }: DemoResponsesOptions,
): Promise<void> {
  const newResponse = (version: QuestionnaireVersion) => ({
    ...scope,
    questionnaireId: version.questionnaireId,
    questionnaireVersionId: version.id,
    createdAt: now,
    updatedAt: now,
  });
  await transaction.document.create({
    data: { ...demoDocument, ...scope, entityId: demoIds.company, createdAt: now },
  });
  await transaction.response.createMany({
    data: [
      {
        ...newResponse(versions.individual),
        id: demoIds.response,
        name: `Amara Lindqvist – ${versions.individual.name}`,
        status: 'DRAFT',
        entityId: demoIds.individual,
      },
      {
        ...newResponse(versions.company),
        id: demoIds.prefill,
        name: `Harbour Light – ${versions.company.name}`,
        status: 'PREFILL',
        entityId: demoIds.company,
      },
    ],
  });
  await transaction.workflowSession.create({
    data: {
      ...scope,
      id: demoIds.workflowSession,
      status: 'COMPLETED',
      email,
      entityId: demoIds.individual,
      responseId: demoIds.response,
      steps: ['DDQ'],
      completedSteps: ['DDQ'],
      // Its link was never sent.
      liveDispatchId: demoIds.workflowSession,
      expiresAt: now,
      createdAt: now,
      openedAt: now,
      completedAt: now,
    },
  });
  await submit(transaction, { services, scope, versions, email, now });
}

/** Enters the answers of the submitted response, and submits it. */
async function submit(
  transaction: Transaction,
  { services, scope, versions, email, now }: DemoResponsesOptions,
): Promise<void> {
  const questions = await transaction.question.findMany({
    where: { versionId: versions.individual.id, key: { in: Object.keys(demoAnswers) } },
    select: { id: true, key: true },
  });
  const recipient = { actorKind: 'RECIPIENT', actorId: null, actorName: email, actingUser: null } as const;
  const gateway = { actorKind: 'SYSTEM', actorId: null, actorName: 'Demo', actingUser: null } as const;
  await writeAnswers(transaction, {
    cipher: services.cipher,
    responseId: demoIds.response,
    answers: questions.map(({ id, key }) => ({
      questionId: id,
      questionKey: key,
      value: demoAnswers[key] ?? null,
    })),
    statuses: ['DRAFT'],
    scope,
    actor: recipient,
    workflowSessionId: demoIds.workflowSession,
    now,
  });
  await transaction.response.update({
    where: { id: demoIds.response },
    data: { status: 'SUBMITTED', submittedAt: now },
  });
  const ofSession = { scope, workflowSessionId: demoIds.workflowSession, at: now };
  const ofResponse = { ...ofSession, responseId: demoIds.response };
  const entries: AuditEntry[] = [
    { ...ofResponse, ...gateway, type: 'response.created', entityId: demoIds.individual },
    { ...ofResponse, ...recipient, type: 'response.submitted' },
    { ...ofSession, ...recipient, type: 'onboarding.completed' },
    {
      scope,
      at: now,
      ...gateway,
      type: 'response.created',
      responseId: demoIds.prefill,
      entityId: demoIds.company,
    },
  ];
  await recordAuditEvents(transaction, services, entries);
}
