import type { Place } from './place.ts';
import type { Subject } from './subject.ts';

/** The result of a request. */
export interface Reply {
  status: number;
  isReplayed: boolean;
  body: any;
}

export type Outcome = 'done' | 'undone';

/** A request that a kill may interrupt. */
export interface Attempt {
  /** What the request is about; none if it creates that. */
  subject?: Subject;
  /** The same request, each time it is called. */
  request: () => Promise<Reply>;
  /** Whether a repetition after the request was carried out returns the first response again. */
  isReplayed: boolean;
  /** Reads what has become of it. Fails if that is neither all nor nothing. */
  inspect: () => Promise<Outcome>;
  /** The subject after it was carried out, as `inspect` has found it last. */
  keep: () => Subject;
  /** What it costs. */
  credits: number;
}

/** A kind of request. */
export interface Operation {
  name: string;
  /** How often it is chosen, compared with others. */
  weight: number;
  /** Prepares a request; undefined if there is nothing that it could be about. */
  prepare: (place: Place, subjects: readonly Subject[]) => Promise<Attempt | undefined> | Attempt | undefined;
}

let keys = 0;

/** Headers with an idempotency key of its own. */
export function newKey(): { headers: Record<string, string> } {
  keys += 1;
  return { headers: { 'idempotency-key': `key-${keys}` } };
}

/** Makes the same call of the REST API again and again. */
export function repeatably(
  place: Place,
  {
    mode,
    method = 'POST',
    path,
    body,
  }: { mode: Subject['mode']; method?: string; path: string; body: object },
): () => Promise<Reply> {
  const options = method === 'POST' ? newKey() : {};
  return async () => {
    const { status, headers, body: result } = await place.client(mode).rest(method, path, body, options);
    return { status, isReplayed: headers['idempotent-replayed'] === 'true', body: result };
  };
}

/** One of the subjects that no other request of this round is about. */
export function pickFree(
  { random }: Place,
  subjects: readonly Subject[],
  isSuitable: (subject: Subject) => boolean,
): Subject | undefined {
  const free = subjects.filter((subject) => !subject.isBusy && isSuitable(subject));
  return free.length === 0 ? undefined : random.pick(free);
}
