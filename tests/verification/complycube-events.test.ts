import { describe, expect, it } from 'vitest';
import type { ProviderCheck, VerificationOutcome } from '../../src/database/client/client.ts';
import { overallOutcome } from '../../src/domain/verification/outcomes.ts';
import { readEvent } from '../../src/providers/complycube/read-event.ts';
import { type CheckEvent, eventBody } from '../support/complycube-server.ts';

const read = (event: Partial<CheckEvent> & { type: string }) =>
  readEvent(JSON.parse(eventBody({ checkId: 'abc', ...event })));

describe('an event of ComplyCube', () => {
  const outcomes: [string, string | undefined, VerificationOutcome][] = [
    ['check.pending', undefined, 'PENDING'],
    ['check.completed', 'clear', 'CLEAR'],
    ['check.completed', 'attention', 'ATTENTION'],
    ['check.completed', 'rejected', 'ISSUE'],
    ['check.completed', 'match_confirmed', 'ISSUE'],
    ['check.completed', 'not_processed', 'ERROR'],
    ['check.completed', 'something_new', 'CONSIDER'],
    ['check.completed', 'constructor', 'CONSIDER'],
    ['check.completed', undefined, 'CONSIDER'],
    ['check.completed.clear', undefined, 'CLEAR'],
    ['check.completed.attention', 'attention', 'ATTENTION'],
    ['check.completed.rejected', undefined, 'ISSUE'],
    ['check.updated', 'clear', 'CLEAR'],
    ['check.updated', undefined, 'PENDING'],
    ['check.failed', undefined, 'ERROR'],
    ['check.failed', 'clear', 'ERROR'],
  ];
  for (const [type, outcome, expected] of outcomes) {
    it(`${type} with the outcome ${outcome} means ${expected}`, () => {
      expect(read({ type, outcome })?.outcome).toBe(expected);
    });
  }

  it('an event of ComplyCube tells whose check it is and which, as far as it says so', () => {
    const event = { type: 'check.completed', outcome: 'clear', at: 5 };
    expect(read({ ...event, clientId: 'ada', checkType: 'proof_of_address_check' })).toEqual({
      checkId: 'abc',
      clientId: 'ada',
      check: 'PROOF_OF_ADDRESS',
      outcome: 'CLEAR',
      reportedAt: new Date('2026-02-26T12:00:05Z'),
    });
    expect(read(event)).toMatchObject({ clientId: undefined, check: undefined });
    expect(read({ ...event, checkType: 'extensive_screening_check' })).toMatchObject({ check: 'other' });
  });

  it('an event of ComplyCube may carry the outcome in its result, and may lack the time of the check', () => {
    const event = JSON.parse(eventBody({ type: 'check.updated', checkId: 'abc' }));
    const { updatedAt: _updatedAt, ...payload } = event.payload;
    expect(readEvent({ ...event, payload: { ...payload, result: { outcome: 'attention' } } })).toMatchObject({
      outcome: 'ATTENTION',
      reportedAt: new Date('2026-02-26T12:00:00Z'),
    });
  });

  it('an event of ComplyCube is passed over when it is about anything else or cannot be understood', () => {
    const event = JSON.parse(eventBody({ type: 'check.completed', checkId: 'abc', outcome: 'clear' }));
    const strange = [
      null,
      'check.completed',
      [],
      {},
      { ...event, type: 'client.created' },
      { ...event, type: 7 },
      { ...event, payload: null },
      { ...event, payload: { ...event.payload, id: '../clients/1' } },
      { ...event, payload: { ...event.payload, id: 5 } },
      { ...event, payload: { ...event.payload, updatedAt: 'yesterday' } },
      { ...event, createdAt: undefined },
    ];
    expect(strange.map(readEvent)).toEqual(strange.map(() => undefined));
  });
});

describe('the outcome of several checks', () => {
  const said = (...pairs: [ProviderCheck['check'], VerificationOutcome][]) =>
    pairs.map(([check, outcome]) => ({ check, outcome }));

  it('the outcome of several checks is open until each that was requested has one', () => {
    expect(overallOutcome(['DOCUMENT', 'IDENTITY'], [])).toBe('PENDING');
    expect(overallOutcome(['DOCUMENT', 'IDENTITY'], said(['DOCUMENT', 'ERROR']))).toBe('PENDING');
    expect(
      overallOutcome(['DOCUMENT', 'IDENTITY'], said(['DOCUMENT', 'CLEAR'], ['IDENTITY', 'PENDING'])),
    ).toBe('PENDING');
  });

  it('the outcome of several checks is the worst of them, those of a second try included', () => {
    const worst = (...outcomes: VerificationOutcome[]) =>
      overallOutcome(
        ['DOCUMENT'],
        outcomes.map((outcome) => ({ check: 'DOCUMENT', outcome })),
      );
    expect(worst('CLEAR', 'CLEAR')).toBe('CLEAR');
    expect(worst('CLEAR', 'CONSIDER')).toBe('CONSIDER');
    expect(worst('ATTENTION', 'CONSIDER', 'CLEAR')).toBe('ATTENTION');
    expect(worst('ATTENTION', 'ISSUE')).toBe('ISSUE');
    expect(worst('ERROR', 'ISSUE', 'CLEAR')).toBe('ERROR');
    expect(worst('CLEAR', 'PENDING')).toBe('CLEAR');
  });

  it('the outcome of several checks is not changed by a check that was not requested', () => {
    expect(overallOutcome(['DOCUMENT'], said(['DOCUMENT', 'CLEAR'], ['IDENTITY', 'ISSUE']))).toBe('CLEAR');
  });
});
