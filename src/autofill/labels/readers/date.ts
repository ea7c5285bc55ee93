import { de, en } from 'chrono-node';

/** How dates such as 03/04/2025 are to be read; undefined where a document does not make it clear. */
export type DateOrder = 'day-first' | 'month-first' | undefined;

const numeric = /(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/g;
const dayFirstPlaces =
  /\b(?:United Kingdom|England|Scotland|Wales|Companies House|Ireland|Germany|Deutschland|GmbH|France|Netherlands|Australia|India|London)\b|£|€/;
const monthFirstPlaces =
  /\b(?:United States|U\.S\.|USA|Delaware|Nevada|New York|California|Texas|Florida|Inc\.|LLC|State of)(?!\p{L})|US\$/u;

/** Finds in a whole document how it writes its dates: by a date that can be read in one way only, else by its country. */
export function dateOrderOf(pages: readonly string[]): DateOrder {
  let dayFirst = false;
  let monthFirst = false;
  for (const page of pages) {
    for (const [, first, second] of page.matchAll(numeric)) {
      dayFirst ||= Number(first) > 12 && Number(second) <= 12;
      monthFirst ||= Number(second) > 12 && Number(first) <= 12;
    }
  }
  if (!dayFirst && !monthFirst) {
    dayFirst = pages.some((page) => dayFirstPlaces.test(page));
    monthFirst = pages.some((page) => monthFirstPlaces.test(page));
  }
  return dayFirst === monthFirst ? undefined : dayFirst ? 'day-first' : 'month-first';
}

/** The days that a text names as `YYYY-MM-DD`, each once; a date that is incomplete, impossible or ambiguous is null. */
export function datesIn(text: string, order: DateOrder): (string | null)[] {
  const found = new Set<string | null>();
  const rest = text
    .replace(/(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g, (_, year, month, day) => take(year, month, day))
    .replace(/(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/g, (_, day, month, year) =>
      take(year, month, day),
    )
    .replace(
      /(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/-])/g,
      (_, first, _separator, second, year) =>
        order === undefined && first !== second && Number(first) <= 12 && Number(second) <= 12
          ? take('', '', '')
          : order === 'month-first' || (order === undefined && Number(second) > 12)
            ? take(year, first, second)
            : take(year, second, first),
    );
  for (const match of rest.matchAll(
    /(?:\d{1,2}(?:st|nd|rd|th)?\.? ?(?:of |day of )?\p{L}{3,10}\.?,? ?\d{4}|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?!\d)/gu,
  )) {
    const written = match[0].replace(' day of', ' of');
    const [result] = [...en.strict.parse(written), ...de.strict.parse(written)];
    const { start } = result ?? {};
    if (start?.isCertain('day') && start.isCertain('month') && start.isCertain('year')) {
      take(String(start.get('year')), String(start.get('month')), String(start.get('day')));
    }
  }
  return [...found];

  function take(year: string, month: string, day: string): string {
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const midnight = new Date(`${date}T00:00:00Z`);
    const isReal = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
    found.add(isReal ? date : null);
    return ' ';
  }
}

/** The one day that a value names; undefined where it names none or several, or one that can be read in two ways. */
export function readDate(value: string, order: DateOrder): string | undefined {
  const dates = datesIn(value, order);
  return dates.length === 1 ? (dates[0] ?? undefined) : undefined;
}
