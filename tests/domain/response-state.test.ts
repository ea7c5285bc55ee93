import { expect, test } from 'vitest';
import { ResponseStatus } from '../../src/database/client/enums.ts';
import {
  type ResponseEvent,
  statesThatAllow,
  statesThatTakeAnswers,
  transition,
} from '../../src/domain/responses/response-state.ts';

const allowed: [ResponseStatus, ResponseEvent, ResponseStatus][] = [
  ['PREFILL', 'send', 'DRAFT'],
  ['DRAFT', 'submit', 'SUBMITTED'],
  ['SUBMITTED', 'startReview', 'UNDER_REVIEW'],
  ['RESUBMITTED', 'startReview', 'UNDER_REVIEW'],
  ['UNDER_REVIEW', 'completeReview', 'REVIEWED'],
  ['UNDER_REVIEW', 'requestChanges', 'CHANGES_REQUESTED'],
  ['REVIEWED', 'requestChanges', 'CHANGES_REQUESTED'],
  ['REVIEWED', 'approve', 'APPROVED'],
  ['REVIEWED', 'reject', 'REJECTED'],
  ['CHANGES_REQUESTED', 'resubmit', 'RESUBMITTED'],
];
const statuses = Object.values(ResponseStatus);
const events = [...new Set(allowed.map(([, event]) => event))];

test.each(events)('%s happens in exactly the states that allow it', (event) => {
  const rows = allowed.filter((row) => row[1] === event);
  for (const status of statuses) {
    expect(transition(status, event)).toBe(rows.find(([from]) => from === status)?.[2]);
  }
  expect(statesThatAllow(event)).toEqual(rows.map(([from]) => from));
});

test('a decision is final', () => {
  for (const event of events) {
    expect(transition('APPROVED', event)).toBeUndefined();
    expect(transition('REJECTED', event)).toBeUndefined();
  }
});

test('answers of a response are saved in the states PREFILL and DRAFT only', () => {
  expect(statesThatTakeAnswers).toEqual(['PREFILL', 'DRAFT']);
});
