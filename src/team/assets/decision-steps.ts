import type { Document } from '../../command-line/graphql.ts';
import { element, field } from './elements.ts';
import {
  approveMutation,
  type CaseFile,
  completeReviewMutation,
  rejectMutation,
  requestChangesMutation,
  resendMutation,
  revokeMutation,
  startReviewMutation,
} from './operations.ts';
import type { Failure } from './outcome.ts';
import { questionChoice } from './question-choice.ts';
import { texts } from './texts/texts.ts';

type Execute = <Result, Variables>(
  operation: Document<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

/** A dialog's controls, and what it does with them. */
interface Form {
  body: readonly HTMLElement[];
  run: (execute: Execute) => Promise<Failure | undefined>;
}

/** A step that the team can take. */
export interface Decision {
  title: string;
  lead: string;
  scope: 'ADMIN' | 'SEND';
  /** Whether it cannot be undone. */
  isDangerous: boolean;
  open: () => Form;
}

const { decisions: labels } = texts;

/** What the response's status allows, as the API has it. */
export function reviewSteps(response: CaseFile): Decision[] {
  switch (response.status) {
    case 'SUBMITTED':
    case 'RESUBMITTED':
      return [startReview(response)];
    case 'UNDER_REVIEW':
      return [completeReview(response), requestChanges(response)];
    case 'REVIEWED':
      return [approve(response), reject(response), requestChanges(response)];
    case 'PREFILL':
    case 'DRAFT':
    case 'CHANGES_REQUESTED':
    case 'APPROVED':
    case 'REJECTED':
      return [];
    default: {
      const unknown: never = response.status;
      return unknown;
    }
  }
}

/** What the status of the newest link allows, until the response is decided. */
export function linkSteps({ status: responseStatus, workflowSessions: { nodes } }: CaseFile): Decision[] {
  const [newest] = nodes;
  const isDecided = responseStatus === 'APPROVED' || responseStatus === 'REJECTED';
  if (newest === undefined || newest.status === 'COMPLETED' || isDecided) {
    return [];
  }
  const { id: workflowSessionId, email, status } = newest;
  const resend: Decision = {
    ...{ title: labels.resend, lead: labels.resendLead(email), scope: 'SEND', isDangerous: false },
    open: () => {
      const idempotencyKey = newKey();
      return {
        body: [],
        run: async (execute) => {
          const input = { workflowSessionId, idempotencyKey };
          const { resendWorkflow: result } = await execute(resendMutation, { input });
          return result.__typename === 'ResendWorkflowPayload' ? undefined : result;
        },
      };
    },
  };
  const revoke: Decision = {
    ...{ title: labels.revoke, lead: labels.revokeLead, scope: 'SEND', isDangerous: true },
    open: () => {
      const reason = textArea('reason', { isRequired: false });
      return {
        body: [field({ label: labels.notes, control: reason, hint: labels.notesHint })],
        run: async (execute) => {
          const input = { workflowSessionId, reason: reason.value.trim() || null };
          const { revokeWorkflow: result } = await execute(revokeMutation, { input });
          return result.__typename === 'RevokeWorkflowPayload' ? undefined : result;
        },
      };
    },
  };
  return status === 'REVOKED' || status === 'EXPIRED' ? [resend] : [resend, revoke];
}

const startReview = ({ id: responseId }: CaseFile): Decision => ({
  ...{ title: labels.startReview, lead: labels.startReviewLead, scope: 'ADMIN', isDangerous: false },
  open: () =>
    withNotes(async (execute, notes) => {
      const { startReview: result } = await execute(startReviewMutation, { input: { responseId, notes } });
      return result.__typename === 'StartReviewPayload' ? undefined : result;
    }),
});

const completeReview = ({ id: responseId }: CaseFile): Decision => ({
  ...{ title: labels.completeReview, lead: labels.completeReviewLead, scope: 'ADMIN', isDangerous: false },
  open: () =>
    withNotes(async (execute, notes) => {
      const input = { responseId, notes };
      const { completeReview: result } = await execute(completeReviewMutation, { input });
      return result.__typename === 'CompleteReviewPayload' ? undefined : result;
    }),
});

const approve = ({ id: responseId }: CaseFile): Decision => ({
  ...{ title: labels.approve, lead: labels.approveLead, scope: 'ADMIN', isDangerous: false },
  open: () =>
    withNotes(async (execute, notes) => {
      const { approveResponse: result } = await execute(approveMutation, { input: { responseId, notes } });
      return result.__typename === 'ApproveResponsePayload' ? undefined : result;
    }),
});

const reject = ({ id: responseId }: CaseFile): Decision => ({
  ...{ title: labels.reject, lead: labels.rejectLead, scope: 'ADMIN', isDangerous: true },
  open: () => {
    const reason = textArea('reason', { isRequired: true });
    return {
      body: [field({ label: labels.reason, control: reason, hint: labels.reasonHint })],
      run: async (execute) => {
        const input = { responseId, reason: reason.value.trim() };
        const { rejectResponse: result } = await execute(rejectMutation, { input });
        return result.__typename === 'RejectResponsePayload' ? undefined : result;
      },
    };
  },
});

const requestChanges = (response: CaseFile): Decision => ({
  ...{ title: labels.requestChanges, lead: labels.requestChangesLead, scope: 'SEND', isDangerous: false },
  open: () => {
    const message = textArea('message', { isRequired: true });
    const choice = questionChoice(response);
    const idempotencyKey = newKey();
    return {
      body: [field({ label: labels.message, control: message }), choice.node],
      run: async (execute) => {
        const questionKeys = choice.chosen();
        const input = {
          ...{ responseId: response.id, message: message.value.trim(), idempotencyKey },
          ...(questionKeys.length > 0 && { questionKeys }),
        };
        const { requestChanges: result } = await execute(requestChangesMutation, { input });
        return result.__typename === 'RequestChangesPayload' ? undefined : result;
      },
    };
  },
});

function withNotes(take: (execute: Execute, notes: string | null) => Promise<Failure | undefined>): Form {
  const notes = textArea('notes', { isRequired: false });
  return {
    body: [field({ label: labels.notes, control: notes, hint: labels.notesHint })],
    run: (execute) => take(execute, notes.value.trim() || null),
  };
}

const textArea = (id: string, { isRequired }: { isRequired: boolean }): HTMLTextAreaElement =>
  element('textarea', { id, rows: 4, maxLength: 2000, required: isRequired });

/** What makes a step that sends an email happen once, however often its button is pressed. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
