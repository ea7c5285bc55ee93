import { namesPerson } from '../readers/shapes.ts';
import { conceptById } from '../vocabulary/index.ts';
import type { Span } from './segment.ts';
import { isKnownLabel, labelAtStart, termsOf } from './terms.ts';

/** A line of a page without the white space around it. */
export interface Line extends Span {
  text: string;
  kind: 'blank' | 'row' | 'field' | 'item' | 'heading' | 'prose';
  /** The cells of a row. */
  cells?: Span[];
  /** Where a field's label ends and its value begins; the value is empty where it follows on the next lines. */
  label?: Span;
  value?: Span;
  isMarked?: boolean;
}

/** Longer lines are never looked into for labels: they are prose or no language at all. */
const maxLabelledLineLength = 1_500;

/** The lines of a part of a page, each with what it looks like. */
export function linesOf(page: string, part: Span): Line[] {
  const lines: Line[] = [];
  let offset = part.start;
  for (const raw of page.slice(part.start, part.end).split('\n')) {
    const start = offset + (raw.length - raw.trimStart().length);
    const text = raw.trim();
    lines.push(classify(text, text === '' ? offset : start));
    offset += raw.length + 1;
  }
  return markHeadings(lines);
}

function classify(text: string, start: number): Line {
  const line = { text, start, end: start + text.length };
  if (text === '' || /^[-=_*.\s|+]+$/.test(text)) {
    return { ...line, kind: 'blank' };
  }
  if (text.length > maxLabelledLineLength) {
    return { ...line, kind: 'prose' };
  }
  if (/\s\|\s|\t|^\||\|$/.test(text)) {
    const cells = cellsOf(text, start, /\s*\|\s*|\s*\t\s*/g);
    if (cells.length > 1) {
      return { ...line, kind: 'row', cells };
    }
  }
  if (
    /^(?:[-•*–▪◦·●☐☑☒✓✔]|\(?[a-z0-9]{1,2}\)|\d{1,2}\.(?=\s))\s+\S/i.test(text) &&
    !/^\S+\s+.{1,60}:\s/.test(text)
  ) {
    return { ...line, kind: 'item' };
  }
  const field = fieldOf(text, start);
  return field ? { ...line, kind: 'field', ...field } : { ...line, kind: 'prose' };
}

function cellsOf(text: string, start: number, separator: RegExp): Span[] {
  const cells: Span[] = [];
  // Tables of Markdown have marks at both ends; at one alone it is set off from an empty cell.
  const hasEdges = text.startsWith('|') && text.endsWith('|');
  let from = 0;
  for (const match of [...text.matchAll(separator), { 0: '', index: text.length }]) {
    const isEdge =
      (match.index === 0 && (hasEdges || match[0].trim() === '')) ||
      (from === text.length && match.index === text.length);
    if (!isEdge) {
      cells.push({ start: start + from, end: start + match.index });
    }
    from = match.index + match[0].length;
  }
  return cells;
}

type FieldParts = Pick<Line, 'label' | 'value' | 'isMarked'>;

/** Splits "Label: value", "Label    value", "Is it so? Yes" and, for known labels, "Company number 0123". */
function fieldOf(text: string, start: number): FieldParts | undefined {
  const bullet =
    /^(?:[-•*–▪]|#+|(?:\d{1,2}\.)*\d{0,2}[.)]?\s*\(?[a-z]\)|(?:\d{1,2}\.)+\d{0,2}|Q\d{0,3}[.:]|Frage\s?\d*[.:])\s+/i.exec(
      text,
    )?.[0].length ?? 0;
  const body = text.slice(bullet);
  const marked =
    /^(?<label>[^:]{2,140}?)\s?:(?=\s|$)\s*/.exec(body) ??
    /^(?<label>[^?]{8,300}\?)\s+(?=(?:Yes|No|Ja|Nein|N\/A|None|\[|☒|☑|A:|Antwort|\p{Lu}|\d))/u.exec(body) ??
    /^(?<label>\S.{1,80}?)(?:\s{3,}|\s?\.{4,}\s?)(?=\S)/.exec(body) ??
    /^(?<label>[^?]{8,300}\?)$/.exec(body);
  const label = marked?.groups?.['label'];
  if (marked && label !== undefined && looksLikeLabel(label)) {
    return parts(bullet, label.length, marked[0].length, true);
  }
  const known = isKnownLabel(body) ? undefined : labelAtStart(body);
  if (known !== undefined && /^[\s,–-]*(?:\s|\(|no\.?\s|nr\.?\s)/i.test(body.slice(known))) {
    const gap = /^[\s–-]*/.exec(body.slice(known))?.[0].length ?? 0;
    return parts(bullet, known, known + gap, false);
  }
  return undefined;

  function parts(from: number, labelLength: number, valueAt: number, isMarked: boolean): FieldParts {
    return {
      label: { start: start + from, end: start + from + labelLength },
      value: { start: start + from + valueAt, end: start + text.length },
      isMarked,
    };
  }
}

const looksLikeLabel = (label: string): boolean =>
  /\p{L}{2}/u.test(label) &&
  !/https?$|\d\d$/i.test(label) &&
  label.split(/\s+/).length <= (label.endsWith('?') ? 60 : 22);

/** A line that is shorter has not been wrapped. */
const wrappedLine = 60;

/** The first line of an address. */
const addressed =
  /^(?:Mrs?|Ms|Miss|Herrn?|Frau)\.? (?:Dr\.? |Prof\.? )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){1,4}$/u;

/** In pages whose empty lines are lost a heading is told by what stands around it: the end of something, and a beginning. */
function leadsWithoutSpace({ text }: Line, before: Line | undefined, after: Line | undefined): boolean {
  if (addressed.test(text)) {
    return true;
  }
  const isTitle = /^\p{Lu}/u.test(text) && text.split(/\s+/).length <= 6 && !/\d/.test(text);
  const follows =
    before === undefined ||
    before.kind !== 'prose' ||
    before.text.length < wrappedLine ||
    /[.!?]$/.test(before.text);
  const hasEnded = before === undefined || before.kind !== 'prose' || /[.!?]$/.test(before.text);
  const begins =
    after?.kind === 'prose' && after.text.length >= wrappedLine && /^["“„]?\p{Lu}/u.test(after.text);
  return (
    isTitle &&
    ((follows && begins) ||
      (hasEnded && after !== undefined && after.kind !== 'blank' && after.kind !== 'prose'))
  );
}

/** A name below the first one of a labelled list goes on with the list. */
function continuesPeople({ text }: Line, before: Line | undefined): boolean {
  const label = before?.kind === 'field' ? before.text.slice(0, (before.label?.end ?? 0) - before.start) : '';
  const isOfPeople = [...termsOf(label).concepts].some((id) => conceptById.get(id)?.shape === 'people');
  return isOfPeople && namesPerson(text) && !isKnownLabel(text);
}

/** A heading is short, ends like no sentence and stands apart, is numbered or is marked as one; a known label may also be one. */
function markHeadings(lines: Line[]): Line[] {
  return lines.map((line, index) => {
    if (
      line.kind !== 'prose' &&
      line.kind !== 'item' &&
      !(line.kind === 'field' && line.isMarked === false)
    ) {
      return line;
    }
    const before = lines[index - 1];
    const after = lines[index + 1];
    const isMarked = /^#{1,6}\s/.test(line.text);
    const isNumbered =
      /^\d{1,2}\.(?:\d{1,2}\.?){0,3}\s+\p{Lu}/u.test(line.text) &&
      after?.kind !== 'item' &&
      before?.kind !== 'item';
    const isShort =
      line.text.length <= 90 && line.text.split(/\s+/).length <= 10 && !/[.;,!]$/.test(line.text);
    if (isMarked) {
      return { ...line, kind: 'heading' as const };
    }
    if (
      !isShort ||
      /[@|]|www\.|^\d{1,2}\.? \p{L}+ \d{4}$|\d{5}|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/u.test(line.text)
    ) {
      return line;
    }
    if (line.kind === 'item') {
      return isNumbered ? { ...line, kind: 'heading' as const } : line;
    }
    if (line.kind === 'field') {
      return line;
    }
    const standsApart = before === undefined || before.kind === 'blank';
    const hasLetters = /\p{L}{3}/u.test(line.text);
    const isCapitals =
      line.text === line.text.toUpperCase() && line.text.length > 5 && termsOf(line.text).words.size <= 6;
    const leads = after !== undefined && after.kind !== 'blank';
    return hasLetters &&
      (isNumbered ||
        isKnownLabel(line.text) ||
        (leadsWithoutSpace(line, before, after) && !continuesPeople(line, before)) ||
        (standsApart && /^[\p{Lu}\d§]/u.test(line.text) && (leads || lines[index + 2]?.kind !== undefined)) ||
        (isCapitals && standsApart))
      ? { ...line, kind: 'heading' as const }
      : line;
  });
}
