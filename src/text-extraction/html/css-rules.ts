/** The declarations of a rule of a style sheet, with the selector that they are for. */
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

/** How wide the window is in which a page is looked at, in pixels. */
const windowWidth = 1_200;

/** The rules of a style sheet that apply to a screen, in their order. */
export function cssRules(css: string): CssRule[] {
  const rules: CssRule[] = [];
  addRules(css.replace(/\/\*[\s\S]*?(?:\*\/|$)|<!--|-->/g, ' '), rules);
  return rules;
}

function addRules(css: string, rules: CssRule[]): void {
  for (let at = 0; at < css.length && rules.length < maxRules; ) {
    const open = css.indexOf('{', at);
    if (open === -1) {
      return;
    }
    const close = endOfBlock(css, open);
    // What ends with a semicolon before a rule is an at-rule without a block, such as `@import`.
    const prelude = css.slice(at, open).split(';').at(-1)?.trim() ?? '';
    const content = css.slice(open + 1, close);
    if (!prelude.startsWith('@')) {
      const declarations = declarationsOf(content);
      rules.push(...selectorsOf(prelude).map((selector) => ({ selector, declarations })));
    } else if (isForScreen(prelude)) {
      addRules(content, rules);
    }
    at = close + 1;
  }
}

function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    const character = css[at];
    depth += character === '{' ? 1 : character === '}' ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return css.length;
}

const selectorsOf = (prelude: string): string[] =>
  prelude
    .split(/,(?![^([]*[)\]])/)
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
  for (const declaration of block.split(/;(?![^(]*\))/)) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .trim()
      .toLowerCase();
    if (colon > 0 && value !== '') {
      declarations[property] = {
        value: value.replace(/\s*!\s*important$/, ''),
        isImportant: /!\s*important$/.test(value),
      };
    }
  }
  return declarations;
}
