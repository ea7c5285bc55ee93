/** A part of a page, by offsets in the page's text. */
export interface Span {
  start: number;
  end: number;
}

export type Passage = Span & { text: string };

/** A cell of a table below its column's heading. */
export type Cell = Passage & { column: string };

/** Text that a label describes: the value of a field or row, or a list below its heading. */
export interface LabelledValue {
  /** A line or pair of cells; a row, one of whose cells is the label; the items or lines below a label. */
  kind: 'field' | 'row' | 'list';
  label: string;
  /** The value's own line or cell; for a row, the other cells. */
  values: readonly Cell[];
  /** Includes the lines that continue the value. */
  extended: Passage;
  items: readonly Passage[];
  /** Where a quote begins. */
  start: number;
  end: number;
  /** False if the value can be distinguished from the label only by knowing the label. */
  isMarked: boolean;
  /** The headings that it appears under, the nearest last. */
  headings: readonly string[];
  /** Values of one block, between two empty lines, have the same number. */
  block: number;
  /** The units that the row and the table state. */
  unit: string;
  tableUnit: string;
  /** The first cell of a row whose label is a column's heading: the row's subject. */
  owner?: string;
}

/** The part of a value that every layout provides. */
export type Place = Pick<LabelledValue, 'headings' | 'block'>;
