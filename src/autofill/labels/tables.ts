import { isPlaceholder } from '../../reading/placeholders.ts';
import { hasCurrency, scaleIn } from '../../reading/scales.ts';
import type { Cell, LabelledValue, Place, Span } from './labelled-value.ts';
import { fieldOf, type Line } from './lines.ts';

type IsKnown = (label: string) => boolean;

/** The unit of the figures is in one of the first rows. */
const maxUnitRows = 5;

/** More columns than this are data that no question asks for. */
const maxColumns = 40;

/** Column headings of tables in this field, in addition to the known names. */
const columnName =
  /^(?:item|field|feld|value|wert|entry|particulars|details?|amount|role|position|function|person|name|shareholder|owner|share|shares|holding|percent(?:age)?|%|interest|ownership|status|comment|remarks?|question|answer|topic|angabe|rolle|funktion|gesellschafter|anteil|betrag|prozent|bezeichnung|frage|antwort|eintrag|contact|responsib\w+|country|date|e-?mail)(?: \S+){0,3}$/iu;

/** Columns that contain what the row's label asks for, if no column has a year. */
const valueColumn =
  /^(?:value|details?|entry|particulars|amount|answer|response|status|in place|wert|angabe|betrag|antwort|eintrag|figure|information|result|yes|ja|vorhanden)(?!\p{L})/iu;

/** Columns beside the value with more details about it. */
const sideColumn = /^(?:comments?|remarks?|notes?|source|bemerkung\p{L}*|kommentar|quelle)(?!\p{L})/iu;

/** Column headings that only say that labels and values follow. */
const labelColumn =
  /^(?:item|field|entry|particulars|question|topic|angabe|feld|bezeichnung|frage|eintrag|details?)(?!\p{L})/iu;

const isNumbering = ({ column, text }: Cell): boolean =>
  /^(?:s\.? ?no\.?|no\.?|nr\.?|#|id|ref\.?|lfd\.? nr\.?|pos\.?)$/iu.test(column.trim()) ||
  (/^\d{1,3}(?:\.\d{1,2})*[.)]?$/.test(text.trim()) && column.trim() === '');

export function yearIn(text: string): number | undefined {
  const years = [...text.matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)/g)].map(([year]) => Number(year));
  return years.length > 0 ? Math.max(...years) : undefined;
}

/** Reads the rows of one or more tables: with column headings if they have them, otherwise as labels with values. */
export function* tableValues(
  page: string,
  rows: readonly Line[],
  place: Place,
  isKnown: IsKnown,
): Generator<LabelledValue> {
  let section: Line[] = [];
  for (const [index, row] of rows.entries()) {
    // A title above the columns is in a cell of its own.
    if (
      section.length === 0 &&
      textsOf(page, row).filter((text) => text !== '').length === 1 &&
      index + 1 < rows.length
    ) {
      continue;
    }
    // Forms have several rows of labels, each above its values.
    if (section.length > 0 && isLabelRow(row, rows[index + 1])) {
      yield* sectionValues(page, section, place, isKnown);
      section = [];
    }
    section.push(row);
  }
  yield* sectionValues(page, section, place, isKnown);

  function isLabelRow(row: Line, below: Line | undefined): boolean {
    const texts = textsOf(page, row);
    const isAbove = below !== undefined && !textsOf(page, below).some((text) => isKnown(text));
    return isAbove && texts.length > 1 && texts.every((text) => isKnown(text));
  }
}

const textsOf = (page: string, row: Line | undefined): string[] =>
  row?.cells.slice(0, maxColumns).map(({ start, end }) => page.slice(start, end)) ?? [];

function* sectionValues(
  page: string,
  rows: readonly Line[],
  place: Place,
  isKnown: IsKnown,
): Generator<LabelledValue> {
  const textOf = ({ start, end }: Span) => page.slice(start, end);
  const [first, ...others] = rows;
  const columns = textsOf(page, first);
  const hasColumns = others.length > 0 && isHeaderRow(columns, textsOf(page, others[0]), isKnown);
  const tableUnit = unitOf(rows, hasColumns ? columns : []);
  const body = hasColumns ? others : rows;
  for (const row of body) {
    const cells = row.cells.slice(0, maxColumns).map((cell, index) => {
      const text = textOf(cell);
      return { ...cell, text, column: (hasColumns && columns[index]) || '' };
    });
    const filled = cells.filter(({ text }) => text !== '');
    const distinctive = filled.filter(
      (cell, index) => !sideColumn.test(cell.column.trim()) && (index > 0 || !isNumbering(cell)),
    );
    const units = filled.map(({ text }) => text).filter(isUnit);
    const of = (
      kind: LabelledValue['kind'],
      label: string,
      values: readonly Cell[],
      span: Span,
    ): LabelledValue => ({
      kind,
      label,
      values,
      extended:
        kind === 'row'
          ? { start: row.start, end: row.end, text: row.text }
          : (values[0] ?? { ...span, text: '' }),
      items: [],
      start: span.start,
      end: span.end,
      isMarked: true,
      unit: [...units, hasColumns ? (columns[0] ?? '') : ''].join('\n'),
      tableUnit,
      ...place,
    });
    if (hasColumns) {
      const isNear = columns.some(saysUnit) && row.end - (first?.start ?? 0) <= maxQuotedTable;
      // The unit of a figure may be in the column headings; it is quoted with them if they are near.
      const quoted = { start: isNear ? (first?.start ?? row.start) : row.start, end: row.end };
      for (const [index, cell] of distinctive.entries()) {
        const rest = distinctive.filter((other) => other !== cell);
        // Who has a role is in a different column from the role; an answer does not name anyone.
        const isRole = !valueColumn.test(cell.column.trim()) && !isPlaceholder(cell.text);
        if (index === 0 || isRole) {
          yield of('row', cell.text, index === 0 ? valuesOf(rest) : rest, quoted);
        }
        if (index > 0) {
          yield of('field', `${distinctive[0]?.text} ${cell.column}`, [cell], quoted);
        }
        if (cell.column !== '') {
          yield {
            ...of('field', cell.column, [cell], quoted),
            owner: body.length > 1 ? (distinctive[0]?.text ?? '') : '',
          };
        }
      }
    }
    if (!hasColumns || (columns.length === 2 && !isPairHeading(columns, isKnown))) {
      yield* pairs(distinctive.length > 1 ? distinctive : filled, of);
    }
  }
  const [top, bottom] = [body[0], body.at(-1)];
  if (top && bottom) {
    const text = page.slice(top.start, bottom.end);
    const label =
      hasColumns && isKnown(columns[0] ?? '') && !/name/iu.test(columns[0] ?? '')
        ? columns[0]
        : place.headings.at(-1);
    yield {
      kind: 'list',
      label: label ?? '',
      values: [],
      extended: { start: top.start, end: bottom.end, text },
      items: body.map(({ start, end, text: own }) => ({ start, end, text: own })),
      start: top.start,
      end: bottom.end,
      isMarked: true,
      unit: '',
      tableUnit,
      ...place,
    };
  }

  function* pairs(
    cells: readonly Cell[],
    of: (kind: LabelledValue['kind'], label: string, values: readonly Cell[], span: Span) => LabelledValue,
  ): Generator<LabelledValue> {
    const fields = cells.map(({ text, start }) => fieldOf(text, start, isKnown));
    if (fields.every((field) => field?.isMarked && field.value.end > field.value.start)) {
      for (const field of fields.flatMap((one) => one ?? [])) {
        const value = { ...field.value, text: textOf(field.value), column: '' };
        yield of('field', textOf(field.label), [value], { start: field.label.start, end: value.end });
      }
      return;
    }
    for (let index = 0; index + 1 < cells.length; index += 2) {
      const [label, value, following] = cells.slice(index, index + 3);
      // Of several figures without headings, none is the value; they may be parts of a single one.
      const isSplit = [value, following].every((cell) => cell && isFigure(cell.text));
      if (label && value && !isSplit && (index === 0 || isKnown(label.text))) {
        yield of('field', label.text, [value], { start: label.start, end: value.end });
      }
    }
  }
}

/** A quote is extended by at most this many characters to include column headings. */
const maxQuotedTable = 400;

/** The cells that can be the row's value: those of years, otherwise those of a column that says so, otherwise all. */
function valuesOf(cells: readonly Cell[]): readonly Cell[] {
  const ofYears = cells.filter(({ column }) => yearIn(column) !== undefined);
  const ofValues = cells.filter(({ column }) => valueColumn.test(column.trim()));
  return ofYears.length > 0 ? ofYears : ofValues.length === 1 ? ofValues : cells;
}

/** Whether a column's heading states the unit of its figures. */
const saysUnit = (column: string): boolean => scaleIn(column) !== undefined || hasCurrency(column);

/** Whether a cell states the unit of others, and has no figure itself: `EUR m`, `in T€`, `USD`. */
const isUnit = (text: string): boolean =>
  text.length <= 40 &&
  (scaleIn(text) !== undefined || /^[\s(]*(?:in )?(?:[A-Z]{3}|[€£$])[\s)]*$/.test(text)) &&
  !hasFigure(text);

const isFigure = (text: string): boolean => /^[\s€£$]*-?\d[\d.,’' ]*\s?(?:%|€|£|\$|[A-Z]{3})?$/.test(text);

const hasFigure = (text: string): boolean =>
  /\d/.test(text.replaceAll(/(?<!\d)(?:['’]?000|(?:19|20)\d{2}|1[.,]?000)(?!\d)/g, ''));

/** What rows without any figure say about a table's figures. Column headings apply to the cells of their own columns. */
function unitOf(rows: readonly Line[], columns: readonly string[]): string {
  const texts = rows
    .slice(0, maxUnitRows)
    .filter((row, index) => (index > 0 || columns.length === 0) && !hasFigure(row.text))
    .map(({ text }) => text);
  return [...texts, ...(columns.length === 2 ? columns : [])]
    .filter((text) => scaleIn(text) !== undefined)
    .join('\n');
}

/**
 * Column headings are short, without figures other than years; if there are only two, they have to be known, otherwise they are
 * a label and its value.
 */
function isHeaderRow(columns: readonly string[], below: readonly string[], isKnown: IsKnown): boolean {
  const isYear = (column: string) =>
    /\b(?:19|20)\d{2}\b|31\.12|\p{L}.*25 ?%/u.test(column) && !isFullDate.test(column.trim());
  const isColumn = (column: string) =>
    isKnown(column) || isYear(column) || columnName.test(column.trim()) || isUnit(column);
  const headings = columns.filter((column) => column !== '');
  if (
    headings.length < 2 ||
    !headings.every((column) => column.length <= 60 && (!/\d/.test(column) || isYear(column)))
  ) {
    return false;
  }
  const arePairs =
    isKnown(headings[0] ?? '') &&
    !isColumn(headings[1] ?? '') &&
    (headings.length === 3 || isKnown(headings[2] ?? ''));
  return columns.length > 2
    ? !arePairs || headings.filter(isColumn).length * 2 > headings.length
    : headings.every(isColumn) &&
        (labelColumn.test(headings[0] ?? '') || !isPlainPair(headings, below, isKnown));
}

/** Two known words above another label are a label and its value: "Role | Director" above "Name | Jo". */
const isPlainPair = (headings: readonly string[], below: readonly string[], isKnown: IsKnown): boolean =>
  headings.every(isKnown) && isKnown(below[0] ?? '');

/** Below a label of a date is the date itself, not a figure for that date. */
const isFullDate = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/;

/** Whether two headings are themselves names of what appears below them. */
const isPairHeading = (columns: readonly string[], isKnown: IsKnown): boolean =>
  isKnown(columns[0] ?? '') && !labelColumn.test(columns[0] ?? '');
