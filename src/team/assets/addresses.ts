import { isStatus, type Status } from './statuses.ts';

/** What the queue shows. Its address has all of it, so that the browser's history works. */
export interface QueueState {
  status: Status | undefined;
  search: string;
  after: string | undefined;
  before: string | undefined;
}

export type Place = { view: 'queue'; state: QueueState } | { view: 'response'; id: string };

/** Where a fragment leads; one that is not of this page leads to the queue. */
export function placeOf(fragment: string): Place {
  const [path = '', query = ''] = fragment.replace(/^#/, '').split('?');
  const id = /^\/responses\/([\w-]+)$/.exec(path)?.[1];
  if (id !== undefined) {
    return { view: 'response', id };
  }
  const parameters = new URLSearchParams(query);
  const status = parameters.get('status');
  return {
    view: 'queue',
    state: {
      status: isStatus(status) ? status : undefined,
      search: parameters.get('search') ?? '',
      after: parameters.get('after') ?? undefined,
      before: parameters.get('before') ?? undefined,
    },
  };
}

export const responseAddress = (id: string): string => `#/responses/${id}`;

export function queueAddress(state: Partial<QueueState>): string {
  const given = Object.entries(state).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? '#/' : `#/?${new URLSearchParams(given)}`;
}
