/** HTML that can be sent as it is. Only `html` and `trustedHtml` make it, so that no text is taken for it by mistake. */
class Markup {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

export type Html = Markup;

/** What a template can contain: text, which is escaped, and HTML, which is not. */
export type HtmlContent = string | number | Html | readonly Html[];

/**
 * A template of HTML: `` html`<p title="${text}">${content}</p>` ``. Text is escaped for elements and for attributes. An
 * attribute's value that the template does not quote is quoted where it must be. Text in scripts and styles is not read as
 * HTML: use `trustedHtml` there.
 *
 * @throws Error where text is the rest of an attribute's value that is not quoted
 */
export function html(parts: TemplateStringsArray, ...contents: readonly HtmlContent[]): Html {
  const places = placesIn(parts);
  let markup = parts[0] ?? '';
  for (const [index, content] of contents.entries()) {
    const place = places[index];
    const written = write(content);
    if (place === 'rest of bare value' && typeof content !== 'object' && content !== '') {
      throw new Error(`The value of an attribute needs quotes after ${parts[index]?.slice(-30)}`);
    }
    markup += place === 'bare value' && !plainValue.test(written) ? `"${written}"` : written;
    markup += parts[index + 1];
  }
  return new Markup(markup);
}

/**
 * HTML that does not come from a template, and styles and scripts. Nothing that a tenant or a recipient wrote may be part of
 * it.
 */
export const trustedHtml = (markup: string): Html => new Markup(markup);

/** No HTML, for functions that have nothing to show. */
export const noHtml: Html = new Markup('');

function write(content: HtmlContent): string {
  if (typeof content === 'string') {
    return content.replace(/["&'<=>]/g, (character) => `&#${character.charCodeAt(0)};`);
  }
  return typeof content === 'object' && 'join' in content ? content.join('') : String(content);
}

/** What HTML allows without quotes. */
const plainValue = /^[\w.:+-]+$/;

/** Where in a template something is put; anything but values without quotes is escaped alike. */
type Place = 'bare value' | 'rest of bare value' | 'elsewhere';

/** Found once for each template in the sources. */
const knownPlaces = new WeakMap<TemplateStringsArray, Place[]>();

function placesIn(parts: TemplateStringsArray): Place[] {
  const known = knownPlaces.get(parts);
  if (known !== undefined) {
    return known;
  }
  let isInQuotes = false;
  const places = parts.map((part): Place => {
    isInQuotes = isInQuotes === (part.split('"').length % 2 === 1);
    const [, started] = (!isInQuotes && /\s[\w-]+=([\w-]*)$/.exec(part)) || [];
    return started === undefined ? 'elsewhere' : started === '' ? 'bare value' : 'rest of bare value';
  });
  knownPlaces.set(parts, places);
  return places;
}
