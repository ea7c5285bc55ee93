import type {
  Prisma,
  ResponseStatus,
  WorkflowSessionStatus,
  WorkflowStep,
} from '../../database/client/client.ts';
import { autofillData, responseData, sessionData, verificationData } from '../events/event-data.ts';
import type { WebhookEventName } from '../events/event-types.ts';

/** The id of nothing: no gateway ever makes it. */
const noId = '00000000-0000-0000-0000-000000000000';
const name = 'Test event';

/**
 * What a test event of a type tells of, in the shape of real ones. Every id in it is zeros, and every name says that it is
 * a test.
 */
export const sampleData = (type: WebhookEventName, at: Date): Prisma.InputJsonObject => samples[type](at);

const samples: Record<WebhookEventName, (at: Date) => Prisma.InputJsonObject> = {
  'onboarding.created': (at) => session('SENT', at),
  'onboarding.ddq_completed': (at) => session('OPENED', at, ['DDQ']),
  'onboarding.verification_completed': (at) => session('OPENED', at, ['VERIFICATION']),
  'onboarding.completed': (at) => session('COMPLETED', at, steps),
  'onboarding.expired': (at) => session('EXPIRED', at),
  'onboarding.revoked': (at) => session('REVOKED', at),
  'onboarding.link_regenerated': (at) => session('SENT', at),
  'response.created': (at) => response('DRAFT', at),
  'response.submitted': (at) => response('SUBMITTED', at),
  'response.reviewed': (at) => response('REVIEWED', at),
  'response.approved': (at) => response('APPROVED', at),
  'response.rejected': (at) => response('REJECTED', at),
  'response.autofill_completed': (at) => ({ ...response('PREFILL', at), autofill: autofill(at) }),
  'verification.completed': (at) => verification(at),
};

const steps: WorkflowStep[] = ['DDQ', 'VERIFICATION'];

function session(
  status: WorkflowSessionStatus,
  at: Date,
  completedSteps: WorkflowStep[] = [],
): Prisma.InputJsonObject {
  return sessionData(
    {
      id: noId,
      status,
      email: 'test.event@example.com',
      entityId: noId,
      responseId: noId,
      verificationSessionId: noId,
      steps,
      completedSteps,
      createdAt: at,
      expiresAt: new Date(at.getTime() + (status === 'EXPIRED' ? 0 : 48 * 3_600_000)),
      openedAt: completedSteps.length > 0 ? at : null,
      completedAt: status === 'COMPLETED' ? at : null,
    },
    { name },
    at,
  );
}

function response(status: ResponseStatus, at: Date): Prisma.InputJsonObject {
  const isReviewed = status === 'REVIEWED' || status === 'APPROVED' || status === 'REJECTED';
  return responseData(
    {
      id: noId,
      name,
      status,
      createdAt: at,
      updatedAt: at,
      submittedAt: isReviewed || status === 'SUBMITTED' ? at : null,
      reviewedAt: isReviewed ? at : null,
    },
    { questionnaireId: 0, name, type: 'DDQ' },
    { id: noId, name, entityType: 'COMPANY' },
  );
}

const autofill = (at: Date): Prisma.InputJsonObject =>
  autofillData({
    status: 'COMPLETED',
    jobId: noId,
    answered: 0,
    total: 0,
    failedDocuments: [],
    error: null,
    startedAt: at,
    finishedAt: at,
  });

const verification = (at: Date): Prisma.InputJsonObject =>
  verificationData(
    {
      id: noId,
      entityId: noId,
      checks: ['DOCUMENT'],
      status: 'COMPLETED',
      outcome: 'CLEAR',
      createdAt: at,
      completedAt: at,
      expiresAt: new Date(at.getTime() + 48 * 3_600_000),
    },
    at,
  );
