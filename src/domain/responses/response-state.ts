import type { ResponseStatus } from '../../database/client/enums.ts';

/** Every way in which a response changes its status. What is not in this table cannot happen. */
const transitions = {
  send: { PREFILL: 'DRAFT' },
  submit: { DRAFT: 'SUBMITTED' },
  startReview: { SUBMITTED: 'UNDER_REVIEW', RESUBMITTED: 'UNDER_REVIEW' },
  requestChanges: { UNDER_REVIEW: 'CHANGES_REQUESTED', REVIEWED: 'CHANGES_REQUESTED' },
  resubmit: { CHANGES_REQUESTED: 'RESUBMITTED' },
  completeReview: { UNDER_REVIEW: 'REVIEWED' },
  approve: { REVIEWED: 'APPROVED' },
  reject: { REVIEWED: 'REJECTED' },
} as const satisfies Record<string, Partial<Record<ResponseStatus, ResponseStatus>>>;

/** Something that moves a response from one status to another. */
export type ResponseEvent = keyof typeof transitions;

/** The status that the event leads to, or undefined if the response's status does not allow the event. */
export function transition(from: ResponseStatus, event: ResponseEvent): ResponseStatus | undefined {
  const targets: Partial<Record<ResponseStatus, ResponseStatus>> = transitions[event];
  return targets[from];
}

/** The statuses in which the event can happen; for conditional updates that claim a transition. */
export const statesThatAllow = (event: ResponseEvent): ResponseStatus[] =>
  Object.keys(transitions[event]) as ResponseStatus[];

/** Whether the team may save answers: until the recipient has submitted. */
export const statesThatTakeAnswers: readonly ResponseStatus[] = ['PREFILL', 'DRAFT'];

/** Whether the recipient may: from when it was sent until they have submitted, and again when changes are requested. */
export const statesThatTakeRecipientsAnswers: readonly ResponseStatus[] = ['DRAFT', 'CHANGES_REQUESTED'];

/** What a recipient's submission is: the first one, or the one after requested changes. */
export const submissionOf = (status: ResponseStatus): ResponseEvent =>
  status === 'CHANGES_REQUESTED' ? 'resubmit' : 'submit';
