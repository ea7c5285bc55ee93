import type { WorkflowStep } from '../../database/client/client.ts';

/** What a send or a prefill came to. The same fields in every case. */
export interface WorkflowReceipt {
  /** `SENT` when the email was accepted, `PREFILL_READY` when a response waits to be filled in by the team. */
  status: 'SENT' | 'PREFILL_READY';
  emailSent: boolean;
  workflowSessionId: string | null;
  entityId: string;
  entityName: string;
  responseId: string | null;
  verificationSessionId: string | null;
  /** The steps that the session includes, or will include once it is sent. */
  steps: WorkflowStep[];
  expiresAt: Date | null;
}

/** The steps of a session, in the order in which a recipient takes them. */
export const stepsOf = (asked: { ddq: boolean; verification: boolean }): WorkflowStep[] => [
  ...(asked.ddq ? (['DDQ'] as const) : []),
  ...(asked.verification ? (['VERIFICATION'] as const) : []),
];
