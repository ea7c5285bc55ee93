/** A piece of a page, by offsets in the page's text. */
export interface Span {
  start: number;
  end: number;
}

/** One cell of a table's row, under its column's heading. */
export interface Cell extends Span {
  column: string;
  text: string;
}

/** Whom a passage is about: the subject, somebody else, or it does not say. */
export type About = 'subject' | 'other' | 'unknown';

interface SegmentBase extends Span {
  /** The document's place in the request. */
  document: number;
  /** From 1. */
  page: number;
  text: string;
  /** The headings it stands under, the nearest last. */
  headings: readonly string[];
  /** Segments of one block, between two empty lines, share its number. */
  block: number;
  about: About;
}

/** A value with its label: "Registered office: 1 Dock Road". */
export interface FieldSegment extends SegmentBase {
  kind: 'field';
  label: string;
  value: Span & { text: string };
  /** The value with the lines that go on with it. */
  extended: Span & { text: string };
  /** How the label was told from the value: by a separator, or only by knowing the label. */
  isMarked: boolean;
  /** In what the value is, as another cell of its row says. */
  unit?: string;
  /** In what the figures of its table are, as a row or column heading says. */
  tableUnit?: string;
}

/** A row of a table that has column headings. */
export interface RecordSegment extends SegmentBase {
  kind: 'record';
  /** Where the column headings begin. */
  headerStart: number;
  cells: readonly Cell[];
  /** In what the figures of the table are, as a row without figures says. */
  tableUnit?: string;
}

export interface SentenceSegment extends SegmentBase {
  kind: 'sentence';
  /** What introduces a list that this is an item of. */
  leadIn?: string;
}

/** Rows, items or lines that belong together under a label or heading. */
export interface ListSegment extends SegmentBase {
  kind: 'list';
  label: string;
  items: readonly (Span & { text: string })[];
}

export type Segment = FieldSegment | RecordSegment | SentenceSegment | ListSegment;

/** A segment before it is known whom it is about. */
export type Draft<Kind extends Segment = Segment> = Kind extends Segment
  ? Omit<Kind, 'about' | 'document' | 'page'>
  : never;
