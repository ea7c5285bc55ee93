import { scaleIn } from '../../../reading/scales.ts';
import type { Line } from './lines.ts';
import type { Cell, Draft, Span } from './segment.ts';
import { isKnownLabel, termsOf } from './terms.ts';

type Context = Pick<Draft, 'headings' | 'block'>;

/** The unit of figures is in the first rows. */
const maxUnitRows = 5;

/** More columns than this are data that no question asks for. */
const maxColumns = 40;

/** Reads the rows of one table: as records where it has column headings, else and for two columns as labels with values. */
export function* tableSegments(page: string, rows: readonly Line[], context: Context): Generator<Draft> {
  const textOf = ({ start, end }: Span) => page.slice(start, end);
  const [first, ...others] = rows;
  const columns = first?.cells?.slice(0, maxColumns).map(textOf) ?? [];
  const hasColumns = others.length > 0 && isHeaderRow(columns);
  const tableUnit = unitOf(rows, hasColumns ? columns : []);
  for (const row of hasColumns ? others : rows) {
    const cells = (row.cells ?? []).slice(0, maxColumns);
    const rowSpan = {
      start: row.start,
      end: row.end,
      text: row.text,
      ...(tableUnit !== '' && { tableUnit }),
      ...context,
    };
    if (hasColumns) {
      yield {
        ...rowSpan,
        kind: 'record',
        headerStart: first?.start ?? row.start,
        cells: cells.map(
          (cell, index): Cell => ({ ...cell, text: textOf(cell), column: columns[index] ?? '' }),
        ),
      };
    }
    if (!hasColumns || (columns.length === 2 && !isPair(columns))) {
      yield* pairsOf(cells, cells.map(textOf).filter(isUnit).join('\n'));
    }

    function* pairsOf(spans: readonly Span[], unit: string): Generator<Draft> {
      for (let index = 0; index + 1 < spans.length; index += 2) {
        const [label, value] = spans.slice(index, index + 2);
        const following = spans[index + 2];
        // Of several figures below no headings none is the value; they may be the pieces of one.
        const isSplit = [value, following].every((cell) => cell && isFigure(textOf(cell)));
        const isPairHere = !isSplit && (index === 0 || (label && isKnownLabel(textOf(label))));
        if (label && value && isPairHere && textOf(label) !== '' && textOf(value) !== '') {
          const content = { ...value, text: textOf(value) };
          yield {
            ...rowSpan,
            kind: 'field',
            start: label.start,
            end: value.end,
            text: page.slice(label.start, value.end),
            label: textOf(label),
            value: content,
            extended: content,
            isMarked: true,
            ...(unit !== '' && { unit }),
          };
        }
      }
    }
  }
  const body = hasColumns ? others : rows;
  const [top, bottom] = [body[0], body.at(-1)];
  if (top && bottom) {
    const items = body.map(({ start, end, text }) => ({ start, end, text }));
    yield {
      kind: 'list',
      start: top.start,
      end: bottom.end,
      text: page.slice(top.start, bottom.end),
      label: hasColumns && namesList(columns[0] ?? '') ? (columns[0] ?? '') : (context.headings.at(-1) ?? ''),
      items,
      ...context,
    };
  }
}

/** Whether a cell says in what others are, and has no figure itself: `EUR m`, `in T€`, `USD`. */
export const isUnit = (text: string): boolean =>
  text.length <= 40 &&
  (scaleIn(text) !== undefined || /^[\s(]*(?:in )?(?:[A-Z]{3}|[€£$])[\s)]*$/.test(text)) &&
  !hasFigure(text);

const isFigure = (text: string): boolean => /^[\s€£$]*-?\d[\d.,’' ]*\s?(?:%|€|£|\$|[A-Z]{3})?$/.test(text);

const hasFigure = (text: string): boolean =>
  /\d/.test(text.replaceAll(/(?<!\d)(?:['’]?000|(?:19|20)\d{2}|1[.,]?000)(?!\d)/g, ''));

/** What rows without any figure say of a table's figures. The columns' headings are those of the records' own cells. */
function unitOf(rows: readonly Line[], columns: readonly string[]): string {
  const isPairTable = columns.length === 2;
  const above = rows
    .slice(0, maxUnitRows)
    .filter(({ text }) => !hasFigure(text) && scaleIn(text) !== undefined);
  const texts = above.map(({ text }) => text).filter((_, index) => index > 0 || columns.length === 0);
  return [...texts, ...(isPairTable ? columns : [])].filter((text) => scaleIn(text) !== undefined).join('\n');
}

/** Column headings are short, without figures other than years; two alone have to be known, else they are a label and its value. */
function isHeaderRow(columns: readonly string[]): boolean {
  const areShort = columns.every(
    (column) => column.length <= 60 && (!/\d/.test(column) || isYearColumn(column)),
  );
  if (!areShort || columns.filter((column) => column !== '').length < 2) {
    return false;
  }
  return columns.length > 2
    ? !(isKnownLabel(columns[0] ?? '') && !isColumnName(columns[1] ?? ''))
    : columns.every((column) => isColumnName(column) && !isFullDate.test(column.trim()));
}

/** Below a label of a date stands no figure of that date, but the date itself. */
const isFullDate = /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/;

const isYearColumn = (column: string): boolean => /\b(?:19|20)\d{2}\b|31\.12|25 ?%/.test(column);

/** What stands above columns in the tables of this field, beside the names that the vocabulary knows. */
const isColumnName = (column: string): boolean =>
  isKnownLabel(column) ||
  isYearColumn(column) ||
  /^(?:item|field|value|entry|particulars|details?|amount|role|position|function|person|shareholder|owner|share|shares|holding|percent(?:age)?|%|interest|ownership|status|comment|remarks?|question|answer|topic|angabe|wert|feld|rolle|funktion|gesellschafter|anteil|betrag|prozent|bezeichnung|frage|antwort|eintrag|contact|responsib\w+|e-?mail)(?: \S+){0,3}$/i.test(
    column.trim(),
  );

/** Whether the first column says what the rows are, more than that they have names. */
const namesList = (column: string): boolean =>
  isKnownLabel(column) && !['full-name', 'legal-name'].some((id) => termsOf(column).concepts.has(id));

/** Headings that only say that labels and values follow. */
const isPair = (columns: readonly string[]): boolean =>
  termsOf(columns[0] ?? '').concepts.size > 0 &&
  !/^(?:item|field|entry|particulars|question|topic|angabe|feld|bezeichnung|frage|eintrag|details?)/i.test(
    columns[0] ?? '',
  );
