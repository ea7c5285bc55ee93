/** Elements whose content is not shown, or is struck through. */
const unseenNames: ReadonlySet<string> = new Set(['del', 's', 'strike', 'script', 'style', 'template']);

/** Attributes that hide an element or strike it through. */
const hides =
  /\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|line-through|font-size\s*:\s*0(?![.\d])/i;

/** The tag of an element; longer text does not count as a tag. */
const tag = /<(?<name>[a-z][a-z\d]*)\b(?<attributes>[^<>]{0,1000})>/iy;

/** Elements of which only the tags are not shown. */
const tags =
  /<\/?(?:ins|u|b|i|em|strong|span|sup|sub|mark|small|font|a|p|div|center|kbd|abbr|q|cite|details|summary)(?:\s[^<>]*)?>/gi;

/** A comment in the form of a link that nothing refers to. */
const linkComment = /^ {0,3}\[(?:\/\/|comment|_)\]:[^\n]*$/gim;

interface Span {
  start: number;
  end: number;
}

/**
 * Markdown as its author wrote it, without content that is not shown: comments, hidden elements, and text that is struck
 * through. Code is shown as it is written. Takes time in proportion to its length, whatever its content.
 */
export function seenMarkdown(text: string): string {
  const shown: string[] = [];
  let from = 0;
  for (const code of codeSpans(text)) {
    shown.push(text.slice(from, code.start), text.slice(code.start, code.end));
    from = code.end;
  }
  shown.push(text.slice(from));
  // Every second part is code; marks on both sides of it belong together.
  const mark = (index: number) => `\u{f8001}${index}\u{f8001}`;
  const whole = shown.map((part, index) => (index % 2 === 1 ? mark(index) : part)).join('');
  const seen = withoutStruck(withoutElements(whole.replace(linkComment, ' ')));
  return seen
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(tags, '')
    .replace(/\u{f8001}(\d+)\u{f8001}/gu, (_, index) => shown[Number(index)] ?? '');
}

/** Blocks between fences, and spans between two runs of as many backticks. */
function codeSpans(text: string): Span[] {
  const spans: Span[] = [];
  let open: { fence: string; start: number } | undefined;
  for (const { 0: line, index } of text.matchAll(/^ {0,3}(?:`{3,}|~{3,})[^\n]*$/gm)) {
    const [fence = ''] = /`{3,}|~{3,}/.exec(line) ?? [];
    if (open === undefined) {
      open = { fence, start: index };
    } else if (fence.startsWith(open.fence) && line.trim() === fence) {
      spans.push({ start: open.start, end: index + line.length });
      open = undefined;
    }
  }
  if (open) {
    spans.push({ start: open.start, end: text.length });
  }
  return [...spans, ...inlineCode(text, spans)].sort((one, other) => one.start - other.start);
}

function inlineCode(text: string, blocks: readonly Span[]): Span[] {
  let block = 0;
  let paragraph = 0;
  const blankLines = [...text.matchAll(/\n[ \t]*\n/g)].map(({ index }) => index);
  const runs = [...text.matchAll(/`+/g)].flatMap(({ 0: run, index }) => {
    while ((blankLines[paragraph] ?? text.length) < index) {
      paragraph += 1;
    }
    while (blocks[block] && (blocks[block]?.end ?? 0) <= index) {
      block += 1;
    }
    return index >= (blocks[block]?.start ?? text.length)
      ? []
      : [{ start: index, length: run.length, stretch: `${block} ${paragraph}` }];
  });
  /** The next run of the same length after each, in the same paragraph between blocks. */
  const next = new Map<string, number>();
  const closing = runs.map(() => -1);
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const run = runs[index];
    const key = `${run?.length} ${run?.stretch}`;
    closing[index] = next.get(key) ?? -1;
    next.set(key, index);
  }
  const spans: Span[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const [run, close] = [runs[index], runs[closing[index] ?? -1]];
    if (run && close) {
      spans.push({ start: run.start, end: close.start + close.length });
      index = closing[index] ?? index;
    }
  }
  return spans;
}

/** Without comments and without elements that are not shown, up to the end of the first one of their name. */
function withoutElements(text: string): string {
  const seen: string[] = [];
  const endsOf = new Map<string, number>();
  /** The next occurrence of each search; searched for again only once it is passed. */
  const nextOf = (wanted: string, from: number): number => {
    const known = endsOf.get(wanted);
    if (known !== undefined && (known === -1 || known >= from)) {
      return known;
    }
    const found = lower.indexOf(wanted, from);
    endsOf.set(wanted, found);
    return found;
  };
  const lower = text.toLowerCase();
  let from = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', Math.max(at + 1, from))) {
    const end = endOfUnseen(at);
    if (end !== undefined) {
      seen.push(text.slice(from, at), ' ');
      from = end;
    }
  }
  seen.push(text.slice(from));
  return seen.join('');

  function endOfUnseen(at: number): number | undefined {
    if (text.startsWith('<!--', at)) {
      const end = nextOf('-->', at + 4);
      return end === -1 ? text.length : end + 3;
    }
    tag.lastIndex = at;
    const { name = '', attributes = '' } = tag.exec(text)?.groups ?? {};
    if (name === '' || !(unseenNames.has(name.toLowerCase()) || hides.test(attributes))) {
      return undefined;
    }
    const close = nextOf(`</${name.toLowerCase()}`, at);
    const end = close === -1 ? -1 : nextOf('>', close);
    return end === -1 ? undefined : end + 1;
  }
}

/** Without text between two marks of one or two tildes that directly enclose it, within one paragraph. */
function withoutStruck(text: string): string {
  const seen: string[] = [];
  let from = 0;
  const open = new Map<number, number>();
  for (const { 0: mark, index } of text.matchAll(/~+|\n[ \t]*\n/g)) {
    const end = index + mark.length;
    const [before = '', after = ''] = [text[index - 1], text[end]];
    const start = open.get(mark.length);
    if (!mark.startsWith('~')) {
      open.clear();
    } else if (mark.length > 2 || before === '\\') {
      // Not a mark of this kind.
    } else if (start !== undefined && /\S/.test(before)) {
      seen.push(text.slice(from, start), ' ');
      from = end;
      open.clear();
    } else if (/\S/.test(after)) {
      open.set(mark.length, index);
    }
  }
  seen.push(text.slice(from));
  return seen.join('');
}
