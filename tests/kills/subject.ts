import { expect } from 'vitest';
import { erasedText } from '../../src/domain/erasure/erased-text.ts';
import type { Mode, Place } from './place.ts';

/** What the questions of a response were answered; null where they were not. */
export interface Answers {
  company: string | null;
  staff: number | null;
}

/** An entity with its response, as it must be by everything that is known to have happened to it. */
export interface Subject {
  /** Part of every name, address and answer. */
  marker: string;
  mode: Mode;
  entityId: string;
  responseId: string;
  status: 'PREFILL' | 'DRAFT' | 'SUBMITTED' | 'ERASED';
  answers: Answers;
  sessionId?: string;
  /** Every address that an email was sent to. */
  addresses: string[];
  /** The path of the link that works. */
  link?: string | undefined;
  resends: number;
  documents: number;
  autofill: 'none' | 'processing' | 'ended';
  /** In use by an operation of this round. */
  isBusy: boolean;
}

export const noAnswers: Answers = { company: null, staff: null };

export const newSubject = (
  marker: string,
  mode: Mode,
  found: Pick<Subject, 'entityId' | 'responseId' | 'status' | 'answers'>,
): Subject => ({
  ...found,
  marker,
  mode,
  addresses: [],
  resends: 0,
  documents: 0,
  autofill: 'none',
  isBusy: false,
});

/** Requests the JSON of a path, which must exist. */
export async function read(place: Place, mode: Mode, path: string): Promise<any> {
  const { status, body } = await place.client(mode).rest('GET', path);
  expect(status, `GET ${path} ${JSON.stringify(body)}`).toBe(200);
  return body;
}

/** The responses whose names, or whose entity's, contain a marker. */
export const findResponses = async (place: Place, mode: Mode, marker: string): Promise<any[]> =>
  (await read(place, mode, `/responses/?search=${marker}`)).results;

export const sessionsOf = async (place: Place, mode: Mode, responseId: string): Promise<any[]> =>
  (await read(place, mode, `/workflows/?response_id=${responseId}`)).results;

export function answersIn(response: any): Answers {
  const values = Object.fromEntries(
    response.answers.map(({ question_key, value }: any) => [question_key, value]),
  );
  return { company: values['company'], staff: values['staff'] };
}

export const eventTypes = async (place: Place, mode: Mode, path: string): Promise<string[]> =>
  (await read(place, mode, `${path}events/?page_size=100`)).results.map(({ type }: any) => type);

/** The statuses of the pages of all links that a subject was sent, by their paths, in the order of the emails. */
export async function readLinks(
  place: Place,
  { mode, addresses }: Pick<Subject, 'mode' | 'addresses'>,
): Promise<Map<string, number>> {
  const links = await Promise.all(addresses.map((address) => place.linksTo(mode, address)));
  const statuses = await Promise.all(
    links.flat().map(async (path) => {
      const readPage = async () => {
        const response = await fetch(`${place.url()}${path}`);
        await response.body?.cancel();
        // The page of a send that is not settled loads itself again.
        return { status: response.status, isPending: response.headers.has('refresh') };
      };
      await expect.poll(readPage).toMatchObject({ isPending: false });
      return [path, (await readPage()).status] as const;
    }),
  );
  return new Map(statuses);
}

/** The pages of the API on which a subject is named. */
export async function pagesThatName(
  place: Place,
  { mode, entityId, responseId, marker }: Subject,
): Promise<string[]> {
  const pages = await Promise.all(
    [
      `/entities/${entityId}/`,
      `/entities/${entityId}/documents/`,
      `/responses/${responseId}/`,
      `/responses/${responseId}/events/?page_size=100`,
      `/responses/${responseId}/submissions/`,
      `/workflows/?entity_id=${entityId}`,
      '/captured-mails/?page_size=100',
    ].map(async (path) => `${path} ${JSON.stringify(await read(place, mode, path))}`),
  );
  return pages.filter((page) => page.includes(marker));
}

export async function expectErased(place: Place, subject: Subject): Promise<void> {
  const { name } = await read(place, subject.mode, `/entities/${subject.entityId}/`);
  expect(name).toBe(erasedText);
  if (subject.link !== undefined) {
    expect((await fetch(`${place.url()}${subject.link}`)).status).not.toBe(200);
  }
}
