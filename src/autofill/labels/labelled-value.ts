/** A piece of a page, by offsets in the page's text. */
export interface Span {
  start: number;
  end: number;
}

export type Passage = Span & { text: string };

/** A cell of a table below its column's heading. */
export type Cell = Passage & { column: string };

/** Something that a label names: the value of a field or row, or a list below its heading. */
export interface LabelledValue {
  /** A line or pair of cells; a row whose label one of its cells is; the items or lines below a label. */
  kind: 'field' | 'row' | 'list';
  label: string;
  /** The value's own line or cell; of a row, the other cells. */
  values: readonly Cell[];
  /** With the lines that continue with it. */
  extended: Passage;
  items: readonly Passage[];
  /** Where a quote begins. */
  start: number;
  end: number;
  /** False if only knowing the label distinguishes it from the value. */
  isMarked: boolean;
  /** The headings it appears under, the nearest last. */
  headings: readonly string[];
  /** Values of one block, between two empty lines, share its number. */
  block: number;
  /** What units the row and the table say. */
  unit: string;
  tableUnit: string;
  /** The first cell of a row whose label is a column's heading: what the row is about. */
  owner?: string;
}

/** The part of a value that every layout gives. */
export type Place = Pick<LabelledValue, 'headings' | 'block'>;
