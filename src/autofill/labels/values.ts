import { isOrder } from '../../reading/orders.ts';
import type { LabelledValue, Passage, Place, Span } from './labelled-value.ts';
import { type Line, linesOf } from './lines.ts';
import { tableValues } from './tables.ts';

/** State that is carried from page to page of one document. */
export interface Position {
  headings: readonly string[];
  block: number;
}

/** A value may continue over as many lines as an address or a short list has. */
const maxValueLines = 8;

/** The labelled values of a page, in their order. Blocks that try to give orders to a reader of the document yield nothing. */
export function* valuesOf(
  page: string,
  position: Position,
  isKnown: (label: string) => boolean,
): Generator<LabelledValue> {
  let lastWasHeading = false;
  for (const block of blocksOf(linesOf(page, isKnown))) {
    position.block += 1;
    const [first, last] = [block[0], block.at(-1)];
    if (!first || !last || isOrder(page.slice(first.start, last.end))) {
      continue;
    }
    let headed: Line[] = [];
    let introduction = lastWasHeading ? (position.headings.at(-1) ?? '') : '';
    for (const run of runsOf(block)) {
      const [head] = run;
      if (head?.kind === 'heading') {
        yield* headedValues(page, headed, position);
        const heading = head.text.replace(/^#+\s*/, '');
        position.headings = lastWasHeading ? [...position.headings.slice(-2), heading] : [heading];
        lastWasHeading = true;
        headed = [];
        introduction = heading;
        continue;
      }
      if (head?.kind === 'row') {
        yield* tableValues(page, run, position, isKnown);
      } else if (head?.kind === 'field') {
        yield* fieldValues(page, run, position);
      } else if (head?.kind === 'item') {
        yield listOf(page, run, { ...position, label: introduction });
      }
      introduction = run.at(-1)?.text.replace(/\s*:$/, '') ?? '';
      if (lastWasHeading || headed.length > 0) {
        headed.push(...run);
      }
      lastWasHeading = false;
    }
    yield* headedValues(page, headed, position);
  }
}

/** Text between empty lines; a line that ends with a colon continues below them. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [[]];
  for (const line of lines) {
    const before = blocks.at(-1)?.at(-1);
    const isOpen = before?.kind === 'field' && before.value.end <= before.value.start;
    if (line.kind !== 'blank') {
      blocks.at(-1)?.push(line);
    } else if (!isOpen) {
      blocks.push([]);
    }
  }
  return blocks.filter((block) => block.length > 0);
}

/** Lines that are read together: a table, a field with what follows it, items, other text, one heading. */
function runsOf(block: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  for (const line of block) {
    const run = runs.at(-1);
    const head = run?.[0];
    const isOpen = head?.kind === 'field' && head.value.end <= head.value.start;
    const goesOn =
      (line.kind === 'row' && head?.kind === 'row') ||
      (line.kind === 'item' && (head?.kind === 'item' || isOpen)) ||
      (line.kind === 'text' && head?.kind !== 'row' && head?.kind !== 'heading') ||
      // The second line of a wrapped sentence may contain a colon.
      (line.kind === 'field' &&
        head?.kind === 'text' &&
        /^\p{Ll}/u.test(line.text) &&
        !/[.:]$/.test(run?.at(-1)?.text ?? '.'));
    if (run && goesOn) {
      run.push(line);
    } else {
      runs.push([line]);
    }
  }
  return runs;
}

function* fieldValues(page: string, run: readonly Line[], place: Place): Generator<LabelledValue> {
  const [line, ...following] = run;
  const last = run[Math.min(following.length, maxValueLines)];
  if (!line || !last) {
    return;
  }
  const isOpen = line.value.end <= line.value.start;
  const value = isOpen ? { start: following[0]?.start ?? 0, end: following[0]?.end ?? 0 } : line.value;
  if (value.end <= value.start) {
    return;
  }
  const extended = passage(page, { start: value.start, end: Math.max(last.end, value.end) });
  const common = {
    label: page.slice(line.label.start, line.label.end),
    extended,
    start: line.label.start,
    ...plain,
    ...place,
  };
  yield {
    ...common,
    kind: 'field',
    values: [{ ...passage(page, value), column: '' }],
    items: [],
    end: value.end,
    isMarked: line.isMarked,
  };
  if (isOpen) {
    yield listOf(page, following, { ...place, label: common.label });
  }
}

/** Items or lines that belong to a label. */
function listOf(page: string, lines: readonly Line[], place: Place & { label: string }): LabelledValue {
  const extended = passage(page, { start: lines[0]?.start ?? 0, end: lines.at(-1)?.end ?? 0 });
  const { start, end } = extended;
  const { label, headings, block } = place;
  return { kind: 'list', label, headings, block, values: [], items: lines, extended, start, end, ...plain };
}

/** A value without a table around it. */
const plain = { isMarked: true, unit: '', tableUnit: '' };

/** What appears directly below a heading belongs to it. */
function* headedValues(
  page: string,
  run: readonly Line[],
  { headings, block }: Place,
): Generator<LabelledValue> {
  const [first, last] = [run[0], run[Math.min(run.length, maxValueLines) - 1]];
  if (!first || !last || run.some(({ kind }) => kind === 'row')) {
    return;
  }
  const label = (headings.at(-1) ?? '').replace(/^[\d.]+\s+/, '');
  const place = { label, headings: headings.slice(0, -1), block };
  if (first.kind !== 'field') {
    const extended = passage(page, { start: first.start, end: last.end });
    const value = { ...passage(page, first), column: '' };
    yield {
      ...place,
      kind: 'field',
      values: [value],
      items: [],
      extended,
      start: first.start,
      end: first.end,
      ...plain,
    };
  }
  yield listOf(page, run, place);
}

const passage = (page: string, { start, end }: Span): Passage => ({
  start,
  end,
  text: page.slice(start, end),
});
