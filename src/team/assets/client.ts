import { type Document, textOf } from '../../command-line/graphql.ts';
import { actingUserOf, type Session } from './session.ts';

/** Where the gateway is: the path of `PUBLIC_URL`, which the page is served with. */
const basePath = document.documentElement.dataset['base'] ?? '';

const timeoutMs = 30_000;

export type FailureKind = 'unauthenticated' | 'forbidden' | 'unreachable' | 'other';

/** A call that brought no result. */
export class CallFailure extends Error {
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message = '') {
    super(message);
    this.kind = kind;
  }
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Calls one operation of the public API. @throws CallFailure */
export async function execute<Result, Variables>(
  session: Session,
  operation: Document<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await call(session, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: textOf(operation), variables }),
  });
  const answer: Answer = await response.json().catch(() => ({}));
  const [error] = answer.errors ?? [];
  if (error || !answer.data) {
    throw new CallFailure(kindOf(error?.extensions?.code), error?.message);
  }
  // The type follows from the operation and the schema that the gateway serves.
  return answer.data as Result;
}

/** The content of a file, through the REST API. @throws CallFailure */
export async function readFile(session: Session, documentId: string): Promise<Blob> {
  const response = await call(session, `/api/v1/documents/${encodeURIComponent(documentId)}/content/`, {});
  if (!response.ok) {
    throw new CallFailure(response.status === 401 ? 'unauthenticated' : 'other');
  }
  return response.blob();
}

async function call(session: Session, path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(`${basePath}${path}`, {
      ...options,
      headers: {
        ...options.headers,
        authorization: `Bearer ${session.key}`,
        'x-acting-user': actingUserOf(session),
      },
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    throw new CallFailure('unreachable');
  }
}

const kindOf = (code: string | undefined): FailureKind =>
  code === 'UNAUTHENTICATED' ? 'unauthenticated' : code === 'FORBIDDEN' ? 'forbidden' : 'other';
