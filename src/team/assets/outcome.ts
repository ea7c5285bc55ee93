import { texts } from './texts/texts.ts';

interface Problem<Name extends string> {
  __typename: Name;
  message: string;
}

/** Every error that the unions of this page's mutations carry. One that is added to the schema does not compile until it is here. */
export type Failure =
  | Problem<
      | 'ConflictError'
      | 'EmailDispatchError'
      | 'IdempotencyKeyReusedError'
      | 'InsufficientCreditsError'
      | 'InvalidStateError'
      | 'NotFoundError'
      | 'RateLimitedError'
    >
  | (Problem<'ValidationError'> & { fields: readonly { path: string; messages: readonly string[] }[] });

/** What is wrong, and the control that it belongs to if it is one of the dialog's. */
export interface Described {
  text: string;
  /** The input's field, such as `message`. */
  path?: string;
}

export function describeFailure(failure: Failure): Described {
  switch (failure.__typename) {
    case 'ValidationError': {
      const [first] = failure.fields;
      const text = failure.fields.flatMap(({ messages }) => messages).join(' ');
      return { text: text || failure.message, ...(first && { path: first.path.replace(/^input\./, '') }) };
    }
    case 'EmailDispatchError':
    case 'InsufficientCreditsError':
    case 'RateLimitedError':
      return { text: texts.problems[failure.__typename] };
    case 'ConflictError':
    case 'IdempotencyKeyReusedError':
    case 'InvalidStateError':
    case 'NotFoundError':
      return { text: failure.message };
    default: {
      const unknown: never = failure;
      return unknown;
    }
  }
}
