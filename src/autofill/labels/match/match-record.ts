import type { Asked } from '../asked.ts';
import type { Candidate } from '../candidate.ts';
import type { Passage, Passages } from '../passages.ts';
import { readValue } from '../readers/value.ts';
import type { Cell, RecordSegment } from '../text/segment.ts';
import { isUnit } from '../text/tables.ts';
import { termsOf } from '../text/terms.ts';
import { aboutFactor, fitOf } from './fit.ts';
import { coversAll, isOwn, readingOf, yearIn } from './match-field.ts';

const certainty = 0.9;

/** A quote goes on over no more characters than this for the sake of column headings. */
const maxTableLength = 400;

/** Columns that give what the row's label asks for, where no column has a year. */
const valueColumn =
  /^(?:value|details?|entry|particulars|amount|answer|response|status|in place|name|wert|angabe|betrag|antwort|person|eintrag|figure|information|result|yes|ja|vorhanden)\b/i;

/** Columns beside the value that tell more about it. */
const sideColumn = /^(?:comments?|remarks?|notes?|source|bemerkung\w*|kommentar|quelle|date|datum)\b/i;

const isNumbering = (column: string, text: string): boolean =>
  /^(?:no\.?|nr\.?|#|id|ref\.?|lfd\.? nr\.?|pos\.?)$/i.test(column.trim()) ||
  (/^\d{1,3}(?:\.\d{1,2})*[.)]?$/.test(text.trim()) && column.trim() === '');

/** The answers that a row of a table with column headings gives: of the row's label, or of a column. */
export function* matchRecord(
  asked: Asked,
  passage: Passage,
  segment: RecordSegment,
  passages: Passages,
): Generator<Candidate> {
  const factor = aboutFactor(asked, segment.about);
  if (factor === 0) {
    return;
  }
  const [first, ...others] = segment.cells.filter(({ column, text }) => !isNumbering(column, text));
  if (!first) {
    return;
  }
  const isPerson = asked.concept?.shape === 'person';
  const named = isPerson || asked.required.length > 0 ? segment.cells : [first];
  for (const cell of named) {
    const rowFit =
      asked.required.length > 0 ? roleFit(asked, cell) : fitOf(asked, termsOf(cell.text), passage.context);
    if (rowFit > 0) {
      const rest = segment.cells.filter((other) => other !== cell);
      yield* take(isPerson || asked.required.length > 0 ? rest : rowValues(others), rowFit);
    }
  }
  // Of a row that is not about the subject, the row's label has to be part of what is asked for.
  const isAskedRow = segment.about === 'subject' || asked.concept === undefined || asked.narrowing.size > 0;
  if ((isPerson && segment.about !== 'subject') || !isAskedRow) {
    return;
  }
  for (const cell of others) {
    const fit = fitOf(
      asked,
      termsOf(`${cell.column} ${segment.about === 'subject' ? '' : first.text}`),
      passage.context,
    );
    if (fit > 0) {
      yield* take([cell], fit);
    }
  }

  /** A figure may owe its unit to the column headings; it is quoted with them where they are near. */
  function quoteStart(): number {
    const isNear = segment.end - segment.headerStart <= maxTableLength;
    return asked.question.type === 'NUMBER' && isNear ? segment.headerStart : segment.start;
  }

  function* take(cells: readonly Cell[], fit: number): Generator<Candidate> {
    const answers = cells.flatMap((cell) => {
      const read = readValue(
        asked,
        cell.text,
        readingOf(segment, passages, {
          own: [first?.text ?? '', cell.column, unitsIn(segment.cells)].join('\n'),
          around: segment.cells[0]?.column ?? '',
        }),
      );
      return read &&
        coversAll(asked, read.value, first?.text ?? '') &&
        isOwn(asked, String(read.value), passages)
        ? [{ cell, read }]
        : [];
    });
    const dated = answers.map((answer) => ({ ...answer, year: yearIn(answer.cell.column) }));
    if (dated.length > 1 && dated.some(({ year }) => year === undefined)) {
      return;
    }
    for (const { read, year } of dated) {
      yield {
        value: read.value,
        key: read.key,
        document: segment.document,
        page: segment.page,
        quote: { start: quoteStart(), end: segment.end },
        confidence: certainty * fit * factor,
        about: segment.about,
        ...(year !== undefined && { year }),
      };
    }
  }
}

/** What cells of a row say that are no value but a unit, such as `EUR m`. */
const unitsIn = (cells: readonly Cell[]): string =>
  cells
    .map(({ text }) => text)
    .filter(isUnit)
    .join('\n');

/** The cells that can be the row's value: those of years, else of a column that says so, else the only one. */
function rowValues(cells: readonly Cell[]): readonly Cell[] {
  const ofYears = cells.filter(({ column }) => yearIn(column) !== undefined);
  if (ofYears.length > 0) {
    return ofYears;
  }
  const ofValues = cells.filter(
    ({ column }) => valueColumn.test(column.trim()) && !sideColumn.test(column.trim()),
  );
  return ofValues.length === 1 ? ofValues : cells.length === 1 ? cells : [];
}

/** A row of the person whose role the question names. */
function roleFit(asked: Asked, cell: Cell): number {
  const { concepts, parties, words } = termsOf(cell.text);
  const isRole =
    asked.required.every((id) => concepts.has(id)) && [...parties].every((party) => asked.parties.has(party));
  return isRole ? 0.9 ** words.size : 0;
}
