import type {
  Dispatch,
  DispatchKind,
  Prisma,
  Response,
  WorkflowSession,
} from '../../database/client/client.ts';
import type { Transaction } from '../../database/transaction.ts';
import type { AuditEntry } from '../events/audit-entry.ts';
import { statesThatAllow } from '../responses/response-state.ts';
import type { Services } from '../services.ts';
import { providerKindFor } from '../verification/provider.ts';
import type { WorkflowReceipt } from './receipt.ts';

/** What each kind of dispatch answers once its mail is accepted. */
export interface Fulfilment {
  DIRECT: WorkflowReceipt;
  PREFILL: WorkflowReceipt;
  RESEND: WorkflowSession;
  CHANGES: Response;
}

interface FulfilOptions {
  transaction: Transaction;
  services: Pick<Services, 'verificationProvider'>;
  dispatch: Dispatch;
  entityName: string;
  now: Date;
}

/**
 * Writes what the mail of a dispatch promises, by the dispatch's kind. What a send writes was created when the send
 * began, as its ids were, so that the order of ids is the order of time.
 */
export const fulfil: { [Kind in DispatchKind]: (options: FulfilOptions) => Promise<Fulfilment[Kind]> } = {
  /** The response comes to be, and with it the session. */
  DIRECT: async (options) => {
    const { transaction, dispatch, now } = options;
    const { responseId, responseName, questionnaireId, questionnaireVersionId } = dispatch;
    if (responseId !== null && responseName !== null && questionnaireId !== null && questionnaireVersionId) {
      await transaction.response.create({
        data: {
          id: responseId,
          tenantId: dispatch.tenantId,
          mode: dispatch.mode,
          name: responseName,
          status: 'DRAFT',
          entityId: dispatch.entityId,
          questionnaireId,
          questionnaireVersionId,
          createdAt: dispatch.startedAt,
          updatedAt: now,
        },
        select: { id: true },
      });
    }
    await writeSessions(options);
    return receiptOf(options);
  },

  /** The prefilled response becomes a draft that tells nothing of where its answers came from. */
  PREFILL: async (options) => {
    const { transaction, dispatch, now } = options;
    const responseId = responseIdOf(dispatch);
    await transaction.response.updateMany({
      where: { id: responseId, status: 'PREFILL' },
      data: {
        status: 'DRAFT',
        plannedChecks: [],
        plannedEmail: null,
        plannedExpiryHours: null,
        plannedLanguage: null,
        updatedAt: now,
      },
    });
    await transaction.answerAnnotation.deleteMany({ where: { responseId } });
    await writeSessions(options);
    return receiptOf(options);
  },

  /**
   * The new link takes the old one's place. A session that was completed or revoked while the mail was under way stays
   * so, and the new link leads to the page that says it.
   */
  RESEND: async ({ transaction, dispatch }) => {
    const { workflowSessionId: id, verificationSessionId, expiresAt, email } = dispatch;
    await transaction.$queryRaw`SELECT 1 FROM workflow_sessions WHERE id = ${id}::uuid FOR UPDATE`;
    const session = await transaction.workflowSession.findUniqueOrThrow({ where: { id } });
    const isOpen = session.status !== 'COMPLETED' && session.status !== 'REVOKED';
    if (isOpen && verificationSessionId) {
      await reopenVerification(transaction, { id: verificationSessionId, expiresAt });
    }
    return transaction.workflowSession.update({
      where: { id },
      data: {
        liveDispatchId: dispatch.id,
        changeCount: 0,
        email,
        ...(isOpen && { expiresAt, status: session.openedAt ? 'OPENED' : 'SENT' }),
      },
    });
  },

  /** The response goes back to its recipient, in a session of its own. */
  CHANGES: async (options) => {
    const { transaction, dispatch, now } = options;
    const [response] = await transaction.response.updateManyAndReturn({
      where: { id: responseIdOf(dispatch), status: { in: statesThatAllow('requestChanges') } },
      data: { status: 'CHANGES_REQUESTED', reviewedAt: null, updatedAt: now },
    });
    if (!response) {
      throw new Error('A response changed its status while changes to it were being requested.');
    }
    await writeSessions(options);
    return response;
  },
};

/** The events that an accepted email causes. */
export function eventsOf(dispatch: Dispatch, at: Date): AuditEntry[] {
  const { tenantId, mode, actorKind, actorId, actorName, responseId, workflowSessionId, email } = dispatch;
  const event = { scope: { tenantId, mode }, actorKind, actorId, actorName, responseId, at };
  const sent = { ...event, type: 'onboarding.created', workflowSessionId, details: { email } } as const;
  switch (dispatch.kind) {
    case 'DIRECT':
      return responseId === null ? [sent] : [{ ...event, type: 'response.created', responseId }, sent];
    case 'PREFILL':
      return [sent];
    case 'RESEND': {
      const { previousEmail, holdsCredit } = dispatch;
      const details = {
        email,
        ...(previousEmail !== null && { previous_email: previousEmail }),
        ...(holdsCredit && { credits: 1 }),
      };
      return [{ ...event, type: 'onboarding.link_regenerated', workflowSessionId, details }];
    }
    case 'CHANGES': {
      const details = { message: dispatch.message, question_keys: dispatch.questionKeys };
      return [{ ...event, type: 'response.changes_requested', workflowSessionId, details }, sent];
    }
  }
}

/** The response of a dispatch of a kind that is about one. */
function responseIdOf({ id, kind, responseId }: Dispatch): string {
  if (responseId === null) {
    throw new Error(`The dispatch ${id} of the kind ${kind} has no response.`);
  }
  return responseId;
}

const receiptOf = async ({ dispatch, entityName }: FulfilOptions): Promise<WorkflowReceipt> => ({
  status: 'SENT',
  emailSent: true,
  workflowSessionId: dispatch.workflowSessionId,
  entityId: dispatch.entityId,
  entityName,
  responseId: dispatch.responseId,
  verificationSessionId: dispatch.verificationSessionId,
  steps: dispatch.steps,
  expiresAt: dispatch.expiresAt,
});

/** A verification that has not been handed in goes on with the new link, from where the person has got to. */
async function reopenVerification(
  transaction: Transaction,
  { id, expiresAt }: { id: string; expiresAt: Date },
): Promise<void> {
  const where: Prisma.VerificationSessionWhereInput = {
    id,
    status: { in: ['PENDING', 'ACCESSED', 'EXPIRED'] },
  };
  await transaction.verificationSession.updateMany({
    where: { ...where, consentedAt: null },
    data: { status: 'PENDING', expiresAt },
  });
  await transaction.verificationSession.updateMany({
    where: { ...where, consentedAt: { not: null } },
    data: { status: 'ACCESSED', expiresAt },
  });
}

async function writeSessions({ transaction, services, dispatch }: FulfilOptions): Promise<void> {
  const owner = { tenantId: dispatch.tenantId, mode: dispatch.mode, entityId: dispatch.entityId };
  if (dispatch.verificationSessionId) {
    await transaction.verificationSession.create({
      data: {
        id: dispatch.verificationSessionId,
        ...owner,
        checks: dispatch.checks,
        provider: providerKindFor(services, dispatch.mode),
        createdAt: dispatch.startedAt,
        expiresAt: dispatch.expiresAt,
      },
      select: { id: true },
    });
  }
  await transaction.workflowSession.create({
    data: {
      id: dispatch.workflowSessionId,
      ...owner,
      email: dispatch.email,
      responseId: dispatch.responseId,
      verificationSessionId: dispatch.verificationSessionId,
      steps: dispatch.steps,
      message: dispatch.message,
      questionKeys: dispatch.questionKeys,
      liveDispatchId: dispatch.id,
      createdAt: dispatch.startedAt,
      expiresAt: dispatch.expiresAt,
    },
    select: { id: true },
  });
}
