import { Parser } from 'htmlparser2';

/** An element of a part. Names have no prefixes, because these are the author's choice. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (XmlElement | string)[];
}

/** Elements that are nested deeper than this are left out: no program writes them, and traversal must end. */
const maxDepth = 400;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * The outermost matching elements of an XML document, each as soon as it is complete, so that a long document is never in
 * memory as a whole.
 */
export async function* elementsOf(
  chunks: AsyncIterable<string>,
  isWanted: (name: string, parent: string) => boolean,
): AsyncGenerator<XmlElement> {
  const complete: XmlElement[] = [];
  /** The names of the elements that are open, and those of them that are being built. */
  const names: string[] = [];
  const open: (XmlElement | undefined)[] = [];
  const parser = new Parser(
    {
      onopentag: (qualified, attributes) => {
        const name = localName(qualified);
        const parent = open.at(-1);
        const isBuilt =
          parent !== undefined || (names.length < maxDepth && isWanted(name, names.at(-1) ?? ''));
        const element =
          isBuilt && open.length < maxDepth
            ? { name, attributes: withLocalNames(attributes), children: [] }
            : undefined;
        if (element && parent) {
          parent.children.push(element);
        }
        names.push(name);
        open.push(element);
      },
      ontext: (text) => {
        open.at(-1)?.children.push(text);
      },
      onclosetag: () => {
        names.pop();
        const element = open.pop();
        if (element && open.at(-1) === undefined) {
          complete.push(element);
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  for await (const chunk of chunks) {
    parser.write(chunk);
    yield* complete.splice(0);
  }
  parser.end();
  yield* complete.splice(0);
}

function withLocalNames(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [localName(name), value]));
}

export const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';

/** The children that are elements, only those with the given name if there is one. */
export function childrenOf(element: XmlElement | undefined, name?: string): XmlElement[] {
  const elements = element?.children.filter(isElement) ?? [];
  return name === undefined ? elements : elements.filter((child) => child.name === name);
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  childrenOf(element, name)[0];

/** All text inside an element. */
export const textOf = (element: XmlElement): string =>
  element.children.map((child) => (isElement(child) ? textOf(child) : child)).join('');

/** Whether a switch such as `<w:strike/>` is on: its presence turns it on, unless its value says that it is off. */
export const isOn = (element: XmlElement | undefined): boolean =>
  element !== undefined && !/^(?:0|false|off|none)$/i.test(element.attributes['val'] ?? '');
