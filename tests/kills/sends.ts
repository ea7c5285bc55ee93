import { expect } from 'vitest';
import { type Attempt, type Operation, type Outcome, pickFree, repeatably } from './operation.ts';
import type { Mode, Place } from './place.ts';
import {
  type Answers,
  answersIn,
  eventTypes,
  findResponses,
  newSubject,
  noAnswers,
  read,
  readLinks,
  type Subject,
  sessionsOf,
} from './subject.ts';

const expiryHours = 168;
/** A session has at most five resends per hour, and not more of them are of interest. */
const maxResends = 3;

const person = (marker: string) => ({
  entity_type: 'individual',
  first_name: 'Ada',
  last_name: marker,
});

interface Expected {
  mode: Mode;
  addresses: string[];
  answers: Answers;
}

/** Checks that everything a send promises is there, once: what it says of itself, its link and its events. */
async function expectSent(place: Place, response: any, { mode, addresses, answers }: Expected) {
  const sessions = await sessionsOf(place, mode, response.id);
  expect(sessions).toHaveLength(1);
  const [session] = sessions;
  const detail = await read(place, mode, `/responses/${response.id}/`);
  expect(detail.status).toBe('DRAFT');
  expect(answersIn(detail)).toEqual(answers);
  expect(detail.answers.map(({ source }: any) => source)).toEqual([null, null]);
  expect(session).toMatchObject({ status: 'sent', email: addresses.at(-1), steps: ['ddq', 'verification'] });
  const verification = await read(place, mode, `/verification-sessions/${session.verification_session_id}/`);
  expect(verification.status).toBe('pending');
  const types = await eventTypes(place, mode, `/workflows/${session.id}/`);
  expect(types.filter((type) => type === 'onboarding.created')).toHaveLength(1);
  const link = await expectOneLink(place, { mode, addresses }, 'last');
  return { session, link };
}

/** Checks that of all the links that were sent one works. */
async function expectOneLink(
  place: Place,
  sent: Pick<Subject, 'mode' | 'addresses'>,
  which: 'last' | string | undefined,
): Promise<string | undefined> {
  const links = await readLinks(place, sent);
  const working = which === 'last' ? [...links.keys()].at(-1) : which;
  expect(Object.fromEntries(links)).toEqual(
    Object.fromEntries([...links.keys()].map((path) => [path, path === working ? 200 : 410])),
  );
  if (which !== undefined) {
    expect(working).toBeDefined();
  }
  return working;
}

/** A send of a new person’s questionnaire and checks. */
export const directSend: Operation = {
  name: 'send',
  weight: 3,
  prepare: (place): Attempt => {
    const mode = place.random.next() < 0.7 ? 'live' : 'test';
    const marker = place.newMarker();
    const addresses = [`${marker}@recipient.example`];
    let found: Awaited<ReturnType<typeof expectSent>> & { response: any };
    return {
      request: repeatably(place, {
        mode,
        path: '/workflows/send/',
        body: {
          entity: person(marker),
          ddq: { questionnaire_id: place.questionnaire.id, response_name: `Questions to ${marker}` },
          verification: { checks: { document: true } },
          email: addresses[0],
          expiry_hours: expiryHours,
        },
      }),
      isReplayed: true,
      inspect: async () => {
        const responses = await findResponses(place, mode, marker);
        if (responses.length === 0) {
          await expectOneLink(place, { mode, addresses }, undefined);
          return 'undone';
        }
        expect(responses).toHaveLength(1);
        const [response] = responses;
        found = {
          ...(await expectSent(place, response, { mode, addresses, answers: noAnswers })),
          response,
        };
        return 'done';
      },
      keep: () => ({
        ...newSubject(marker, mode, {
          entityId: found.response.subject_entity.id,
          responseId: found.response.id,
          status: 'DRAFT',
          answers: noAnswers,
        }),
        addresses,
        sessionId: found.session.id,
        link: found.link,
      }),
      credits: mode === 'live' ? 1 : 0,
    };
  },
};

/** A response that is prepared and sent to no one. */
export const prefill: Operation = {
  name: 'prefill',
  weight: 2,
  prepare: (place): Attempt => {
    const mode = place.random.next() < 0.7 ? 'live' : 'test';
    const marker = place.newMarker();
    let response: any;
    return {
      request: repeatably(place, {
        mode,
        path: '/workflows/send/',
        body: {
          entity: person(marker),
          ddq: {
            questionnaire_id: place.questionnaire.id,
            response_name: `Questions to ${marker}`,
            prefill: true,
          },
          verification: { checks: { document: true } },
        },
      }),
      isReplayed: true,
      inspect: async () => {
        const responses = await findResponses(place, mode, marker);
        [response] = responses;
        const entities = await read(place, mode, `/entities/?search=${marker}`);
        // Neither without the other.
        expect([responses.length, entities.count]).toEqual(response ? [1, 1] : [0, 0]);
        if (response) {
          expect(response.status).toBe('PREFILL');
          expect(await sessionsOf(place, mode, response.id)).toEqual([]);
        }
        return response ? 'done' : 'undone';
      },
      keep: () =>
        newSubject(marker, mode, {
          entityId: response.subject_entity.id,
          responseId: response.id,
          status: 'PREFILL',
          answers: noAnswers,
        }),
      credits: 0,
    };
  },
};

/** A send of a prefilled response. */
export const prefillSend: Operation = {
  name: 'prefill send',
  weight: 3,
  prepare: (place, subjects): Attempt | undefined => {
    const subject = pickFree(
      place,
      subjects,
      ({ status, autofill }) => status === 'PREFILL' && autofill !== 'processing',
    );
    if (!subject) {
      return undefined;
    }
    const { mode, responseId, marker, answers } = subject;
    const addresses = [`${marker}@recipient.example`];
    let found: Awaited<ReturnType<typeof expectSent>>;
    return {
      subject,
      request: repeatably(place, {
        mode,
        path: `/responses/${responseId}/send/`,
        body: { email: addresses[0], expiry_hours: expiryHours },
      }),
      isReplayed: true,
      inspect: async () => {
        const response = await read(place, mode, `/responses/${responseId}/`);
        if (response.status === 'PREFILL') {
          expect(answersIn(response)).toEqual(answers);
          expect(await sessionsOf(place, mode, responseId)).toEqual([]);
          await expectOneLink(place, { mode, addresses }, undefined);
          return 'undone';
        }
        found = await expectSent(place, response, { mode, addresses, answers });
        return 'done';
      },
      keep: () => ({
        ...subject,
        status: 'DRAFT',
        addresses,
        sessionId: found.session.id,
        link: found.link,
      }),
      credits: mode === 'live' ? 1 : 0,
    };
  },
};

/** A new link for a session, to another address every other time, which costs a credit. */
export const resend: Operation = {
  name: 'resend',
  weight: 3,
  prepare: (place, subjects): Attempt | undefined => {
    const subject = pickFree(
      place,
      subjects,
      ({ status, resends }) => status === 'DRAFT' && resends < maxResends,
    );
    if (!subject) {
      return undefined;
    }
    const { mode, sessionId, marker, link } = subject;
    const last = subject.addresses.at(-1) ?? '';
    const isElsewhere = place.random.next() < 0.5;
    const address = isElsewhere ? `${marker}-${subject.resends + 1}@recipient.example` : last;
    const addresses = isElsewhere ? [...subject.addresses, address] : subject.addresses;
    let working: string | undefined;
    return {
      subject,
      request: repeatably(place, {
        mode,
        path: `/workflows/${sessionId}/resend/`,
        body: { email: address, expiry_hours: expiryHours },
      }),
      isReplayed: true,
      inspect: async (): Promise<Outcome> => {
        const session = await read(place, mode, `/workflows/${sessionId}/`);
        const types = await eventTypes(place, mode, `/workflows/${sessionId}/`);
        const regenerated = types.filter((type) => type === 'onboarding.link_regenerated').length;
        const outcome = regenerated > subject.resends ? 'done' : 'undone';
        expect(regenerated).toBe(subject.resends + (outcome === 'done' ? 1 : 0));
        expect(session.email).toBe(outcome === 'done' ? address : last);
        working = await expectOneLink(place, { mode, addresses }, outcome === 'done' ? 'last' : link);
        return outcome;
      },
      keep: () => ({ ...subject, addresses, link: working, resends: subject.resends + 1 }),
      credits: mode === 'live' && isElsewhere ? 1 : 0,
    };
  },
};
