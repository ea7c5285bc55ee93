import { expect } from 'vitest';
import { formOf, formType } from '../support/forms.ts';
import { overNetwork, recipientOf } from '../support/recipient.ts';
import { csvOf } from '../support/sample-documents.ts';
import { type Attempt, type Operation, pickFree, repeatably } from './operation.ts';
import type { Place } from './place.ts';
import {
  type Answers,
  answersIn,
  eventTypes,
  expectErased,
  pagesThatName,
  read,
  type Subject,
} from './subject.ts';

const newAnswers = ({ random }: Place, { marker }: Pick<Subject, 'marker'>): Answers => ({
  company: `${marker} & Sons ${random.below(1_000_000)}`,
  staff: random.below(1_000_000),
});

/** Both answers at once, by the team. */
export const save: Operation = {
  name: 'save',
  weight: 1,
  prepare: (place, subjects): Attempt | undefined => {
    const subject = pickFree(
      place,
      subjects,
      ({ status, autofill }) => (status === 'PREFILL' || status === 'DRAFT') && autofill !== 'processing',
    );
    if (!subject) {
      return undefined;
    }
    const { mode, responseId } = subject;
    const answers = newAnswers(place, subject);
    return {
      subject,
      request: repeatably(place, {
        mode,
        method: 'PUT',
        path: `/responses/${responseId}/save/`,
        body: {
          answers: Object.entries(answers).map(([key, value]) => ({ question_key: key, value })),
        },
      }),
      isReplayed: false,
      inspect: async () => {
        const found = answersIn(await read(place, mode, `/responses/${responseId}/`));
        expect([answers, subject.answers]).toContainEqual(found);
        return found.company === answers.company ? 'done' : 'undone';
      },
      keep: () => ({ ...subject, answers }),
      credits: 0,
    };
  },
};

/** A questionnaire, submitted on its page. */
export const submit: Operation = {
  name: 'submission',
  weight: 3,
  prepare: async (place, subjects): Promise<Attempt | undefined> => {
    const subject = pickFree(place, subjects, ({ status }) => status === 'DRAFT');
    if (!subject) {
      return undefined;
    }
    const { mode, responseId, sessionId, link = '' } = subject;
    const page = recipientOf(overNetwork(place.url()), link, place.questionnaire.questions);
    expect((await page.open()).status).toBe(200);
    const answers = newAnswers(place, subject);
    const fields = { company: String(answers.company), staff: String(answers.staff) };
    let isRepeated = false;
    return {
      subject,
      request: async () => {
        // A repetition comes from a page that has been loaded again.
        const current = isRepeated
          ? recipientOf(overNetwork(place.url()), link, place.questionnaire.questions)
          : page;
        if (isRepeated) {
          await current.open();
        }
        isRepeated = true;
        const { status, html } = await current.send('submit', fields);
        return { status: status === 303 ? 200 : status, isReplayed: false, body: html };
      },
      isReplayed: false,
      inspect: async () => {
        const response = await read(place, mode, `/responses/${responseId}/`);
        const submissions = await read(place, mode, `/responses/${responseId}/submissions/`);
        const session = await read(place, mode, `/workflows/${sessionId}/`);
        const types = await eventTypes(place, mode, `/responses/${responseId}/`);
        const isDone = response.status === 'SUBMITTED';
        expect({
          status: response.status,
          answers: answersIn(response),
          submissions: submissions.count,
          completed: session.completed_steps,
          events: types.filter((type) => type === 'response.submitted').length,
        }).toEqual(
          isDone
            ? { status: 'SUBMITTED', answers, submissions: 1, completed: ['ddq'], events: 1 }
            : { status: 'DRAFT', answers: subject.answers, submissions: 0, completed: [], events: 0 },
        );
        return isDone ? 'done' : 'undone';
      },
      keep: () => ({ ...subject, status: 'SUBMITTED', answers }),
      credits: 0,
    };
  },
};

/** A document of an entity. */
export const upload: Operation = {
  name: 'upload',
  weight: 2,
  prepare: (place, subjects): Attempt | undefined => {
    const subject = pickFree(
      place,
      subjects,
      ({ mode, status, documents }) => mode === 'live' && status === 'PREFILL' && documents === 0,
    );
    if (!subject) {
      return undefined;
    }
    const { marker, mode, entityId } = subject;
    const content = csvOf([
      ['Registered name', `${marker} & Sons`],
      ['Headcount', '48'],
    ]);
    const documentsPath = `/entities/${entityId}/documents/`;
    return {
      subject,
      request: async () => {
        const response = await fetch(`${place.url()}/api/v1${documentsPath}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${place.liveKey}`, 'content-type': formType },
          body: formOf([
            { name: 'file', file: { content, fileName: `${marker}.csv`, type: 'text/csv' } },
          ]) as BodyInit,
        });
        return { status: response.status, isReplayed: false, body: await response.json() };
      },
      isReplayed: false,
      inspect: async () => {
        const { results } = await read(place, mode, documentsPath);
        expect(results.length).toBeLessThanOrEqual(1);
        for (const { id } of results) {
          expect(await read(place, mode, `/documents/${id}/content/`)).toBe(content.toString());
        }
        return results.length === 1 ? 'done' : 'undone';
      },
      keep: () => ({ ...subject, documents: 1 }),
      credits: 0,
    };
  },
};

/** A run that reads the document and answers from it. */
export const autofill: Operation = {
  name: 'autofill',
  weight: 3,
  prepare: (place, subjects): Attempt | undefined => {
    const subject = pickFree(
      place,
      subjects,
      ({ status, documents, autofill: run }) => status === 'PREFILL' && documents > 0 && run === 'none',
    );
    if (!subject) {
      return undefined;
    }
    const { mode, responseId } = subject;
    const path = `/responses/${responseId}/autofill/`;
    return {
      subject,
      request: repeatably(place, { mode, path, body: {} }),
      isReplayed: true,
      inspect: async () => {
        const { status } = await place.client(mode).rest('GET', path);
        expect([200, 404]).toContain(status);
        return status === 200 ? 'done' : 'undone';
      },
      keep: () => ({ ...subject, autofill: 'processing' }),
      credits: 0,
    };
  },
};

/** Looks at a run that was in progress: until its end the answers are as they were, and then all of its own are there. */
export async function followRun(place: Place, subject: Subject): Promise<Subject> {
  const { mode, responseId } = subject;
  const response = await read(place, mode, `/responses/${responseId}/`);
  const run = await read(place, mode, `/responses/${responseId}/autofill/`);
  if (run.status === 'processing') {
    expect(answersIn(response)).toEqual(subject.answers);
    return subject;
  }
  // It may have ended between the two.
  const ended = await read(place, mode, `/responses/${responseId}/`);
  const sourced = ended.answers.filter(({ source }: any) => source !== null);
  expect(sourced.length).toBe(run.answered);
  expect(run.status).toBe('completed');
  return { ...subject, autofill: 'ended', answers: answersIn(ended) };
}

/** A send that was rolled back leaves the entity that it created, and what was repeated has created another one. */
async function eraseLeftOvers(place: Place, { mode, marker }: Subject): Promise<void> {
  const { results } = await read(place, mode, `/entities/?search=${marker}`);
  for (const { id } of results) {
    const body = { reason: 'Left by a send that was rolled back.' };
    const { status } = await place.client(mode).rest('POST', `/entities/${id}/erase/`, body);
    expect(status).toBe(200);
  }
}

/** Everything of an entity. */
export const erase: Operation = {
  name: 'erasure',
  weight: 2,
  prepare: (place, subjects): Attempt | undefined => {
    const subject = pickFree(
      place,
      subjects,
      ({ status, autofill: run }) => status !== 'ERASED' && run !== 'processing',
    );
    if (!subject) {
      return undefined;
    }
    const { mode, entityId, responseId } = subject;
    return {
      subject,
      request: repeatably(place, {
        mode,
        path: `/entities/${entityId}/erase/`,
        body: { reason: 'Requested by the person.' },
      }),
      isReplayed: true,
      inspect: async () => {
        const entity = await read(place, mode, `/entities/${entityId}/`);
        if (entity.erased_at === null) {
          const response = await read(place, mode, `/responses/${responseId}/`);
          expect(response.status).toBe(subject.status);
          expect(answersIn(response)).toEqual(subject.answers);
          expect(await pagesThatName(place, subject)).not.toEqual([]);
          return 'undone';
        }
        // An erasure that was interrupted is finished after the start.
        await eraseLeftOvers(place, subject);
        await expect.poll(() => pagesThatName(place, subject)).toEqual([]);
        await expectErased(place, subject);
        return 'done';
      },
      keep: () => ({ ...subject, status: 'ERASED' }),
      credits: 0,
    };
  },
};
