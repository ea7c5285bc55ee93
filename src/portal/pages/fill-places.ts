import { type Html, type HtmlContent, html } from '../../text/html.ts';

/** Puts text or HTML into the places of a text, which are marked by `#`, in their order; as the pages' script does it. */
export function fillPlaces(text: string, ...contents: readonly HtmlContent[]): Html {
  const [first = '', ...rest] = text.split('#');
  return html`${first}${rest.map((part, index) => html`${contents[index] ?? ''}${part}`)}`;
}
