/** The declarations of a style sheet rule, with the selector that they apply to. */
export interface CssRule {
  selector: string;
  declarations: Readonly<Record<string, Declaration>>;
}

export interface Declaration {
  value: string;
  isImportant: boolean;
}

/** More rules than the style sheets of any document have. */
const maxRules = 5_000;

/** More than the style sheets of any document have; the rest is left out. */
const maxCharacters = 1_000_000;

/** The assumed width of the browser window, in pixels. */
const windowWidth = 1_200;

/** Texts in quotes, whose content is not parsed further. */
const quoted = /"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"?|'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'?/;

const outside = (others: RegExp): RegExp => new RegExp(`${quoted.source}|${others.source}`, 'g');

const comments = outside(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/);
const braces = outside(/\\[\s\S]|[{}]/);
const bracketsAndCommas = outside(/\\[\s\S]|[()[\],]/);
const bracketsAndSemicolons = outside(/\\[\s\S]|[()[\];]/);

/** The rules of a style sheet that apply to a screen, in their order. Takes time in proportion to the sheet's length. */
export function cssRules(css: string): CssRule[] {
  const text = css.slice(0, maxCharacters).replace(comments, (found) => (/^["']/.test(found) ? found : ' '));
  const rules: CssRule[] = [];
  /** Whether the rules in each at-rule's block apply, from the outermost to the innermost that is open. */
  const applies: boolean[] = [];
  let start = 0;
  /** The rule whose block is open, if any: blocks in it are part of it. */
  let rule: { prelude: string; start: number; depth: number } | undefined;

  const addRule = (prelude: string, block: string) => {
    if (applies.at(-1) === false) {
      return;
    }
    const declarations = declarationsOf(block);
    for (const selector of selectorsOf(prelude)) {
      rules.push({ selector, declarations });
    }
  };

  for (const { 0: found, index: at } of text.matchAll(braces)) {
    if (rules.length >= maxRules) {
      return rules.slice(0, maxRules);
    }
    if (rule) {
      rule.depth += found === '{' ? 1 : found === '}' ? -1 : 0;
      if (rule.depth === 0) {
        addRule(rule.prelude, text.slice(rule.start, at));
        rule = undefined;
        start = at + 1;
      }
    } else if (found === '{') {
      // A statement before a rule that ends with a semicolon is an at-rule without a block, such as `@import`.
      const prelude = text.slice(start, at).split(';').at(-1)?.trim() ?? '';
      if (prelude.startsWith('@')) {
        applies.push(applies.at(-1) !== false && isForScreen(prelude));
        start = at + 1;
      } else {
        rule = { prelude, start: at + 1, depth: 1 };
      }
    } else if (found === '}' && applies.length > 0) {
      applies.pop();
      start = at + 1;
    }
  }
  if (rule) {
    addRule(rule.prelude, text.slice(rule.start));
  }
  return rules.slice(0, maxRules);
}

/** The parts of a text between separators that are not in brackets. */
function split(text: string, bracketsAndSeparators: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: found, index } of text.matchAll(bracketsAndSeparators)) {
    if (found === '(' || found === '[') {
      depth += 1;
    } else if (found === ')' || found === ']') {
      depth = Math.max(0, depth - 1);
    } else if ((found === ',' || found === ';') && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const selectorsOf = (prelude: string): string[] =>
  split(prelude, bracketsAndCommas)
    .map((selector) => selector.trim())
    .filter((selector) => selector !== '');

/** Whether the rules of an at-rule's block apply to a window on a screen. */
function isForScreen(prelude: string): boolean {
  const [, name = '', condition = ''] = /^@([\w-]+)\s*(.*)$/s.exec(prelude.toLowerCase()) ?? [];
  if (name !== 'media') {
    return ['supports', 'layer', 'container', 'scope'].includes(name);
  }
  return condition.split(',').some((query) => {
    const maxWidth = /max-width\s*:\s*(\d+)px/.exec(query)?.[1];
    const minWidth = /min-width\s*:\s*(\d+)px/.exec(query)?.[1];
    return (
      !/\bprint\b|\bspeech\b|prefers-|\bnot\b/.test(query) &&
      (maxWidth === undefined || Number(maxWidth) >= windowWidth) &&
      (minWidth === undefined || Number(minWidth) <= windowWidth)
    );
  });
}

/** The declarations of a block or of a `style` attribute, by their property. */
export function declarationsOf(block: string): Record<string, Declaration> {
  const declarations: Record<string, Declaration> = {};
  for (const declaration of split(block.slice(0, maxCharacters), bracketsAndSemicolons)) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    if (colon > 0 && value !== '') {
      const mark = value.lastIndexOf('!');
      const isImportant = mark !== -1 && value.slice(mark + 1).trim() === 'important';
      declarations[property] = { value: isImportant ? value.slice(0, mark).trimEnd() : value, isImportant };
    }
  }
  return declarations;
}
