import { type Line, linesOf } from './lines.ts';
import { isOrder } from './orders.ts';
import type { Draft, Span } from './segment.ts';
import { sentencesOf } from './sentences.ts';
import { tableSegments } from './tables.ts';
import { isKnownLabel } from './terms.ts';

/** What is carried from page to page of one document. */
export interface SegmentingState {
  headings: readonly string[];
  blocks: number;
}

export const startOfDocument = (): SegmentingState => ({ headings: [], blocks: 0 });

/** A line that is shorter has not been wrapped. */
const wrappedLine = 70;

/** An answer may go on over as many lines as an address or a short list has. */
const maxValueLines = 8;

/** A long page is read in parts of about this many characters, so that nothing else waits for long. */
const partSize = 12_000;

/** Cuts a page in two or more at empty lines where it is long, else at ends of lines. */
export function* partsOf(page: string): Generator<Span> {
  let start = 0;
  while (start < page.length) {
    const near = page.length - start <= partSize ? page.length : start + partSize;
    const ahead = page.slice(near, near + partSize);
    const cut = ['\n\n', '\n', ' '].map((mark) => ahead.indexOf(mark)).find((at) => at >= 0) ?? ahead.length;
    const end = near === page.length ? page.length : near + cut;
    yield { start, end };
    start = end;
  }
}

/**
 * Cuts a part of a page into what can answer a question. Segments may overlap: a line is a field and part of a sentence. Blocks
 * that try to give orders to a reader of the document yield nothing.
 */
export function* segmentsOf(page: string, part: Span, state: SegmentingState): Generator<Draft> {
  let lastWasHeading = false;
  let introduction = '';
  for (const block of blocksOf(linesOf(page, part))) {
    state.blocks += 1;
    const [first, last] = [block[0], block.at(-1)];
    if (!first || !last || isOrder(page.slice(first.start, last.end))) {
      continue;
    }
    let headed: Line[] = [];
    for (const run of runsOf(block)) {
      const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
      const kind = run[0]?.kind;
      if (kind === 'heading') {
        yield* headedBlock(page, headed, { headings: state.headings, block: state.blocks });
        const heading = page.slice(start, end).replace(/^#+\s*/, '');
        state.headings = lastWasHeading ? [...state.headings.slice(-2), heading] : [heading];
        lastWasHeading = true;
        introduction = heading;
        headed = [];
        yield {
          kind: 'sentence',
          start,
          end,
          text: page.slice(start, end),
          headings: state.headings,
          block: state.blocks,
        };
        continue;
      }
      const context = { headings: state.headings, block: state.blocks };
      if (kind === 'row') {
        yield* tableSegments(page, run, context);
      } else if (kind === 'item') {
        yield* itemSegments(page, run, introduction, context);
      } else if (kind === 'field') {
        yield* fieldSegments(page, run, context);
      } else {
        yield* sentenceSegments(page, { start, end }, context);
      }
      if (lastWasHeading || headed.length > 0) {
        headed.push(...run);
      }
      introduction = page.slice(run.at(-1)?.start ?? start, end);
      lastWasHeading = false;
    }
    yield* headedBlock(page, headed, { headings: state.headings, block: state.blocks });
  }
}

type Context = Pick<Draft, 'headings' | 'block'>;

/** Between empty lines; a last line of prose that is much shorter than the others ends a paragraph as well. */
function blocksOf(lines: readonly Line[]): Line[][] {
  const width = lines.reduce(
    (widest, { kind, text }) => (kind === 'prose' ? Math.max(widest, text.length) : widest),
    0,
  );
  const blocks: Line[][] = [[]];
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'blank') {
      blocks.push([]);
      continue;
    }
    blocks.at(-1)?.push(line);
    const isEnd = line.kind === 'prose' && line.text.length < width * 0.8 && /[.!?]$/.test(line.text);
    if (isEnd && /^\p{Lu}/u.test(lines[index + 1]?.text ?? '')) {
      blocks.push([]);
    }
  }
  return blocks.filter((block) => block.length > 0);
}

/** Lines that are read together: a table, a list, a paragraph, a field with what follows it, one heading. */
function runsOf(block: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  for (const line of block) {
    const run = runs.at(-1);
    const kind = run?.[0]?.kind;
    const goesOn =
      (line.kind === 'row' && kind === 'row') ||
      (line.kind === 'item' && kind === 'item') ||
      (line.kind === 'prose' && kind !== 'row' && kind !== 'heading') ||
      // A wrapped sentence may have a colon in its second line.
      (line.kind === 'field' &&
        kind === 'prose' &&
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

function* sentenceSegments(page: string, span: Span, context: Context, leadIn?: string): Generator<Draft> {
  for (const sentence of sentencesOf(page, span)) {
    yield {
      kind: 'sentence',
      ...sentence,
      text: page.slice(sentence.start, sentence.end),
      ...(leadIn !== undefined && { leadIn }),
      ...context,
    };
  }
}

function* itemSegments(
  page: string,
  run: readonly Line[],
  leadIn: string,
  context: Context,
): Generator<Draft> {
  const items: Span[] = [];
  for (const { kind, start, end } of run) {
    const item = items.at(-1);
    if (kind === 'item' || !item) {
      items.push({ start, end });
    } else {
      item.end = end;
    }
  }
  for (const item of items) {
    yield* sentenceSegments(page, item, context, leadIn);
  }
  const [start, end] = [items[0]?.start ?? 0, items.at(-1)?.end ?? 0];
  yield {
    kind: 'list',
    start,
    end,
    text: page.slice(start, end),
    label: leadIn.replace(/\s*:$/, ''),
    items: items.map((item) => ({ ...item, text: page.slice(item.start, item.end) })),
    ...context,
  };
}

function* fieldSegments(page: string, run: readonly Line[], context: Context): Generator<Draft> {
  const [line, ...following] = run;
  const last = run[Math.min(following.length, maxValueLines)];
  if (!line?.label || !line.value || !last) {
    return;
  }
  const isOnNextLine = line.value.end <= line.value.start && following[0] !== undefined;
  const value = isOnNextLine ? { start: following[0]?.start ?? 0, end: following[0]?.end ?? 0 } : line.value;
  if (value.end > value.start) {
    const extended = { start: value.start, end: Math.max(last.end, value.end) };
    yield {
      kind: 'field',
      start: line.label.start,
      end: value.end,
      text: page.slice(line.label.start, value.end),
      label: page.slice(line.label.start, line.label.end),
      value: { ...value, text: page.slice(value.start, value.end) },
      extended: { ...extended, text: page.slice(extended.start, extended.end) },
      isMarked: line.isMarked ?? false,
      ...context,
    };
  }
  const end = run.at(-1)?.end ?? line.end;
  // A short line that the next does not go on from is a sentence of its own.
  const isWhole =
    following[0] === undefined || line.text.length >= wrappedLine || /^[\p{Ll}\d]/u.test(following[0].text);
  yield* sentenceSegments(page, { start: line.start, end: isWhole ? end : line.end }, context);
  if (!isWhole) {
    yield* sentenceSegments(page, { start: following[0]?.start ?? end, end }, context);
  }
}

/** What stands directly below a heading belongs to it; below a known label it is that label's value. */
function* headedBlock(page: string, run: readonly Line[], context: Context): Generator<Draft> {
  const label = context.headings.at(-1) ?? '';
  const [first, last] = [run[0], run[Math.min(run.length, maxValueLines) - 1]];
  if (!first || !last || run.some(({ kind }) => kind === 'row')) {
    return;
  }
  if (first.kind !== 'field' && isKnownLabel(label.replace(/^[\d.]+\s+/, ''))) {
    const value = { start: first.start, end: first.end, text: first.text };
    const extended = { start: first.start, end: last.end, text: page.slice(first.start, last.end) };
    yield {
      kind: 'field',
      start: first.start,
      end: first.end,
      text: first.text,
      label,
      value,
      extended,
      isMarked: true,
      ...context,
    };
  }
  const end = run.at(-1)?.end ?? last.end;
  yield {
    kind: 'list',
    start: first.start,
    end,
    text: page.slice(first.start, end),
    label,
    items: run.map((line) => ({ start: line.start, end: line.end, text: line.text })),
    ...context,
  };
}
