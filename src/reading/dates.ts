import { onFirstUse } from '../runtime/on-first-use.ts';
import { isCalendarDate } from './calendar-date.ts';

/** Languages in which a document may write a month. */
const languages = ['en-GB', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da'];

/** The names of each month, from January, on their own and beside a day; in lower case. */
const monthNames = onFirstUse((): readonly (readonly string[])[] =>
  Array.from({ length: 12 }, (_, month) =>
    languages.flatMap((language) =>
      [{}, { day: 'numeric' as const }].map((day) =>
        new Intl.DateTimeFormat(language, { ...day, month: 'long', timeZone: 'UTC' })
          .formatToParts(new Date(Date.UTC(2000, month, 15)))
          .filter(({ type }) => type === 'month')
          .map(({ value }) => value)
          .join('')
          .toLowerCase(),
      ),
    ),
  ),
);

/**
 * Whether a text contains the day, the month and the year of a date written YYYY-MM-DD, in any order and in the ways that
 * documents write them. A month without its day is not a date.
 */
export function hasDate(value: string, text: string): boolean {
  const [year = '', month = '', day = ''] = value.split('-');
  const shortYear = year.slice(2);
  const runs = text.match(/\d+/g) ?? [];
  // The machine-readable line of a passport, and file names, write dates without separators.
  if (
    runs.some((run) =>
      [year + month + day, day + month + year, shortYear + month + day].some((date) => isOrHas(run, date)),
    )
  ) {
    return true;
  }
  const isMonthNamed = (text.toLowerCase().match(/\p{L}{3,}/gu) ?? []).some((word) =>
    (monthNames()[Number(month) - 1] ?? []).some((name) => name.startsWith(word)),
  );
  const wanted = [
    (run: string) => run === year || run === shortYear,
    (run: string) => Number(run) === Number(day) && run.length <= 2,
    ...(isMonthNamed ? [] : [(run: string) => Number(run) === Number(month) && run.length <= 2]),
  ];
  return canAllMeet(wanted, runs);
}

const isOrHas = (run: string, date: string): boolean => run.length >= date.length && run.includes(date);

/** Whether each condition is met by a different run. */
function canAllMeet(conditions: readonly ((run: string) => boolean)[], runs: readonly string[]): boolean {
  const [condition, ...others] = conditions;
  return (
    !condition ||
    runs.some(
      (run, index) =>
        condition(run) && canAllMeet(others, [...runs.slice(0, index), ...runs.slice(index + 1)]),
    )
  );
}

/** How to read dates such as 03/04/2025; `undefined` if a document does not make it clear. */
export type DateOrder = 'day-first' | 'month-first' | undefined;

const numeric = /(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/g;
const dayFirstPlaces =
  /\b(?:United Kingdom|England|Scotland|Wales|Companies House|Ireland|Germany|Deutschland|GmbH|France|Netherlands|Australia|India|Singapore|Emirates|London)\b|[£€₹]/;
const monthFirstPlaces =
  /\b(?:United States|U\.S\.|USA|Delaware|Nevada|New York|California|Texas|Florida|Inc\.|LLC|State of)(?!\p{L})|US\$/u;

/**
 * Determines from a whole document how it writes its dates: by a date that can be read in one way only, otherwise by its
 * country.
 */
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

/** A day, the name of a month and a year, or the name first. */
const written =
  /(?<!\d)(?<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[ -]?(?:of |day of |de |d[’'])?(?<month>\p{L}{3,12})\.?,?[ -]?(?:del? )?(?<year>\d{4})(?!\d)|(?<!\p{L})(?<firstMonth>\p{L}{3,10})\.? (?<itsDay>\d{1,2})(?:st|nd|rd|th)?,? (?<itsYear>\d{4})(?!\d)/gu;

/** The days that a text contains as `YYYY-MM-DD`, each once; `null` for a date that is incomplete, impossible or ambiguous. */
function datesIn(text: string, order: DateOrder): (string | null)[] {
  const found = new Set<string | null>();
  const rest = text
    .replace(/(?<!\d)(\d{4})[-./](\d{2})[-./](\d{2})(?!\d)/g, (_, year, month, day) => take(year, month, day))
    .replace(/(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/g, (_, day, month, year) =>
      take(year, month, day),
    )
    .replace(
      /(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?![\d/-])/g,
      (_, first, _separator, second, year) => {
        const isEither = first !== second && Number(first) <= 12 && Number(second) <= 12;
        const isMonthFirst = order === 'month-first' || (order === undefined && Number(second) > 12);
        return order === undefined && isEither
          ? take('', '', '')
          : isMonthFirst
            ? take(year, first, second)
            : take(year, second, first);
      },
    );
  for (const { groups } of rest.matchAll(written)) {
    const word = (groups?.['month'] ?? groups?.['firstMonth'] ?? '').toLowerCase();
    const months = monthNames().flatMap((names, month) =>
      names.some((name) => name.startsWith(word)) ? [month + 1] : [],
    );
    if (months.length === 1) {
      take(groups?.['year'] ?? groups?.['itsYear'], String(months[0]), groups?.['day'] ?? groups?.['itsDay']);
    }
  }
  return [...found];

  function take(year = '', month = '', day = ''): string {
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    found.add(isCalendarDate(date) ? date : null);
    return ' ';
  }
}

/** The one day that a value contains; `undefined` if it contains none or several, or one that can be read in two ways. */
export function readDate(value: string, order: DateOrder): string | undefined {
  const dates = datesIn(value, order);
  return dates.length === 1 ? (dates[0] ?? undefined) : undefined;
}
