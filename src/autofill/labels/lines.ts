import type { Span } from './labelled-value.ts';
import { namesPerson } from './people.ts';

/** A line of a page without the white space around it. */
export interface Line extends Span {
  text: string;
  kind: 'blank' | 'row' | 'field' | 'item' | 'heading' | 'text';
  /** The cells of a row. */
  cells: Span[];
  /** Where a field's label ends and its value begins; the value is empty if it follows on the next lines. */
  label: Span;
  value: Span;
  isMarked: boolean;
}

/** Longer lines are never searched for labels: they are prose or not natural language. */
const maxLabelledLineLength = 1_500;

/** A shorter line has not been wrapped. */
const wrappedLine = 60;

const bullet =
  /^(?:[-•*–▪◦·●]|#+|(?:\d{1,2}\.)*\d{0,2}[.)]?\s*\(?[a-z]\)|(?:\d{1,2}\.)+\d{0,2}|\d{1,2}\)|Q\d{0,3}[.:]|Frage\s?\d*[.:])\s+/iu;

/** The lines of a page, each with what it looks like. */
export function linesOf(page: string, isKnown: (label: string) => boolean): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const raw of page.split('\n')) {
    const text = raw.trim();
    lines.push(classify(text, text === '' ? offset : offset + raw.length - raw.trimStart().length, isKnown));
    offset += raw.length + 1;
  }
  return lines.map((line, index) =>
    isHeading(line, lines[index - 1], lines[index + 1], isKnown) ? { ...line, kind: 'heading' } : line,
  );
}

function classify(text: string, start: number, isKnown: (label: string) => boolean): Line {
  const end = start + text.length;
  const none = { start, end: start };
  const line = { text, start, end, cells: [], label: none, value: none, isMarked: true };
  if (text === '' || /^[-=_*.\s|+]+$/.test(text)) {
    return { ...line, kind: 'blank' };
  }
  if (text.length > maxLabelledLineLength) {
    return { ...line, kind: 'text' };
  }
  const separator = /\s\|\s|\t|^\||\|$/.test(text)
    ? /\s*\|\s*|\s*\t\s*/g
    : /:\s.+\s{3,}.+:\s/.test(text)
      ? /\s{3,}/g
      : null;
  const cells = separator ? cellsOf(text, start, separator) : [];
  if (cells.length > 1) {
    return { ...line, kind: 'row', cells };
  }
  const field = fieldOf(text, start, isKnown);
  if (field) {
    return { ...line, kind: 'field', ...field };
  }
  const isItem = /^(?:[-•*–▪◦·●☐☑☒✓✔]|\(?[a-z0-9]{1,2}\)|\d{1,2}\.(?=\s))\s+\S/i.test(text);
  return { ...line, kind: isItem ? 'item' : 'text' };
}

function cellsOf(text: string, start: number, separator: RegExp): Span[] {
  const cells: Span[] = [];
  // Markdown tables have marks at both ends; a mark at only one end separates an empty cell.
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

/** Splits "Label: value", "Label ..... value", "Is it so? Yes" and, for known labels, "Label – value" and "Label 0123". */
export function fieldOf(
  text: string,
  start: number,
  isKnown: (label: string) => boolean,
): Pick<Line, 'label' | 'value' | 'isMarked'> | undefined {
  const from = bullet.exec(text)?.[0].length ?? 0;
  const body = text.slice(from);
  const marked =
    /^(?<label>[^:]{2,140}?)\s?:(?=\s|$)\s*/.exec(body) ??
    /^(?<label>[^?]{8,300}\?)\s+(?=(?:Yes|No|Ja|Nein|N\/A|None|\[|☐|☒|☑|A:|Antwort|\p{Lu}|\d))/u.exec(body) ??
    /^(?<label>\S.{1,80}?)(?:\s{3,}|\s?\.{4,}\s?|\s\.{2,3}\s)(?=\S)/.exec(body) ??
    /^(?<label>[^?]{8,300}\?)$/.exec(body);
  const label = marked?.groups?.['label'];
  if (marked && label !== undefined && looksLikeLabel(label)) {
    // "Registered in Norway. Company number: 0123" has its label in its last sentence.
    const skipped = /^(?:\S+\s+){2}.*\p{L}{4}[.!]\s+(?=\p{Lu})/u.exec(label)?.[0].length ?? 0;
    return fieldAt(label.length, marked[0].length, true, skipped);
  }
  const dashed = /^(?<label>[^–—=→-][^–—=→]{1,80}?)\s+[–—=→-]\s+(?=\S)/u.exec(body);
  if (dashed?.groups?.['label'] !== undefined && isKnown(dashed.groups['label'])) {
    return fieldAt(dashed.groups['label'].length, dashed[0].length, true);
  }
  const known = isKnown(body) ? undefined : knownAtStart(body, isKnown);
  return known === undefined ? undefined : fieldAt(known.trimEnd().length, known.length, false);

  function fieldAt(labelLength: number, valueAt: number, isMarked: boolean, skipped = 0) {
    return {
      label: { start: start + from + skipped, end: start + from + labelLength },
      value: { start: start + from + valueAt, end: start + text.length },
      isMarked,
    };
  }
}

const maxLabelWords = 6;

/** The longest known label that a line begins with, with the space after it. */
function knownAtStart(body: string, isKnown: (label: string) => boolean): string | undefined {
  const starts = Array.from(body.slice(0, 120).matchAll(/\S+\s+/g), ({ 0: word, index }) =>
    body.slice(0, index + word.length),
  ).slice(0, maxLabelWords);
  const ends = (label: string) =>
    /\p{L}\P{L}*$/u.test(label) &&
    !/\d/.test(label) &&
    !/^(?:the|this|our|we|an?|die|der|das|unsere?|wir)\b|\b(?:is|are|was|were|will|be|has|have|had|ist|sind|war|wird|wurde|hat)\b/iu.test(
      label,
    );
  return /^\p{Lu}/u.test(body)
    ? starts.reverse().find((label) => ends(label) && isKnown(label.trimEnd()))
    : undefined;
}

const looksLikeLabel = (label: string): boolean =>
  /\p{L}{2}/u.test(label) &&
  !/https?$|(?<!(?:19|20))\d\d$/i.test(label) &&
  label.split(/\s+/).length <= (label.endsWith('?') ? 60 : 22);

/** The first line of an address. */
const addressed =
  /^(?:Mrs?|Ms|Miss|Herrn?|Frau)\.? (?:Dr\.? |Prof\.? )?\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]*){1,4}$/u;

/**
 * A heading is short, does not end like a sentence, and is set apart, numbered or marked as one; a known label may also be one.
 */
function isHeading(
  { kind, text, isMarked }: Line,
  before: Line | undefined,
  after: Line | undefined,
  isKnown: (label: string) => boolean,
): boolean {
  if (/^#{1,6}\s/.test(text)) {
    return true;
  }
  const isShort = text.length <= 90 && text.split(/\s+/).length <= 10 && !/[.;,!]$/.test(text);
  const isValue = /[@|]|www\.|^\d{1,2}\.? \p{L}+ \d{4}$|\d{5}|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b/u.test(
    text,
  );
  if (!isShort || isValue || kind === 'row' || kind === 'blank' || (kind === 'field' && isMarked)) {
    return false;
  }
  const isNumbered =
    /^\d{1,2}\.(?:\d{1,2}\.?){0,3}\s+\p{Lu}/u.test(text) && after?.kind !== 'item' && before?.kind !== 'item';
  if (kind !== 'text') {
    return kind === 'item' && isNumbered;
  }
  const isSetApart = (before === undefined || before.kind === 'blank') && after !== undefined;
  return (
    /\p{L}{2}/u.test(text) &&
    (isNumbered ||
      isKnown(text) ||
      addressed.test(text) ||
      (leadsWithoutSpace(text, before, after) && !(before?.kind === 'field' && namesPerson(text))) ||
      (isSetApart && /^[\p{Lu}\d§]/u.test(text)))
  );
}

/**
 * In pages without empty lines, a heading is recognised by its neighbours: one part ends before it, and another begins after
 * it.
 */
function leadsWithoutSpace(text: string, before: Line | undefined, after: Line | undefined): boolean {
  const isTitle = /^\p{Lu}/u.test(text) && text.split(/\s+/).length <= 6 && !/\d/.test(text);
  const hasEnded = before === undefined || before.kind !== 'text' || /[.!?]$/.test(before.text);
  const follows = hasEnded || before.text.length < wrappedLine;
  const begins =
    after?.kind === 'text' && after.text.length >= wrappedLine && /^["“„]?\p{Lu}/u.test(after.text);
  const leads = after?.kind === 'row' || after?.kind === 'field' || after?.kind === 'item';
  return isTitle && ((follows && begins) || (hasEnded && leads));
}
