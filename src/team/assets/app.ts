import type { ResultOf, viewerQuery } from './operations.ts';
import type { Session } from './session.ts';

/** What every view knows and can do. */
export interface App {
  session: Session;
  viewer: NonNullable<ResultOf<typeof viewerQuery>['viewer']>;
  /** Says something to readers of the screen without moving the focus. */
  announce: (text: string) => void;
  /** The words for a failed call. A key that is no longer valid ends the session. */
  report: (error: unknown) => string;
}

/** A view, once it has everything that it shows. */
export interface View {
  title: string;
  content: Node;
}
