/** A node of an XFA form as the PDF library lays it out: as elements of a web page. */
export interface XfaNode {
  name?: string;
  value?: string;
  attributes?: Readonly<Record<string, unknown>>;
  children?: readonly (XfaNode | undefined)[];
}

/** Nodes that are nested deeper are not read. */
const maxDepth = 200;

/** The text of a page of an XFA form: one line per field, with its label and value, and the other texts in between. */
export function xfaText(page: XfaNode | null | undefined): string {
  const lines: string[] = [];
  addLines(page ?? {}, 0);
  return lines.join('\n');

  function addLines(node: XfaNode, depth: number): void {
    if (depth > maxDepth || isHidden(node)) {
      return;
    }
    if (classesOf(node).includes('xfaField')) {
      lines.push(fieldLine(node));
    } else if (node.value !== undefined || classesOf(node).includes('xfaRich')) {
      lines.push(textIn(node));
    } else {
      for (const child of node.children ?? []) {
        addLines(child ?? {}, depth + 1);
      }
    }
  }
}

function fieldLine(field: XfaNode): string {
  const captions = findAll(field, (node) => classesOf(node).includes('xfaCaption')).map(textIn);
  const inputs = findAll(field, ({ name }) => name === 'input' || name === 'select' || name === 'textarea');
  const values = inputs.map(shownIn).filter((value) => value !== '');
  const text = captions.join(' ').trim();
  // A checkbox comes before its label.
  return values.every((value) => /^\[[ x]\]$/.test(value))
    ? [...values, text].join(' ')
    : [text.replace(/\s*:$/, ''), values.join(', ')].filter((part) => part !== '').join(': ');
}

function shownIn({ name, attributes = {}, value, children = [] }: XfaNode): string {
  const { type, checked } = attributes;
  if (name === 'select') {
    const chosen = children.filter((option) => option?.attributes?.['selected'] === true);
    return chosen.map((option) => option?.value ?? '').join(', ');
  }
  if (type === 'checkbox' || type === 'radio') {
    return checked === true ? '[x]' : '[ ]';
  }
  const isSecret = type === 'password' || type === 'hidden';
  return isSecret ? '' : String(attributes['value'] ?? attributes['textContent'] ?? value ?? '').trim();
}

/** The outermost matching nodes among those that are shown. */
function findAll(node: XfaNode, isWanted: (node: XfaNode) => boolean): XfaNode[] {
  return (node.children ?? []).flatMap((child) =>
    child === undefined || isHidden(child) ? [] : isWanted(child) ? [child] : findAll(child, isWanted),
  );
}

const textIn = ({ value = '', children = [] }: XfaNode): string =>
  [value, ...children.map((child) => (child && !isHidden(child) ? textIn(child) : ''))]
    .filter((text) => text !== '')
    .join(' ')
    .trim();

const classesOf = ({ attributes }: XfaNode): readonly unknown[] => {
  const classes = attributes?.['class'];
  return Array.isArray(classes) ? classes : [];
};

function isHidden({ attributes }: XfaNode): boolean {
  const style = attributes?.['style'];
  const { display, visibility } = (typeof style === 'object' && style !== null ? style : {}) as Record<
    string,
    unknown
  >;
  return display === 'none' || visibility === 'hidden';
}
