/** What people read: the page without its head, its tags and its escapes. */
export const textOf = (html: string): string =>
  html
    .slice(Math.max(html.indexOf('<body'), 0))
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ')
    .trim();

/** The texts of all elements of a name, in their order. */
export const textsIn = (html: string, element: string): string[] =>
  [...html.matchAll(new RegExp(`<${element}[ >].*?</${element}>`, 'gs'))].map(([part]) => textOf(part));
