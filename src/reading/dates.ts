import { onFirstUse } from '../runtime/on-first-use.ts';

/** Languages in which a document may write a month. */
const languages = ['en-GB', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da'];

/** The names of each month, from January; in lower case. */
const monthNames = onFirstUse((): readonly (readonly string[])[] =>
  Array.from({ length: 12 }, (_, month) =>
    languages.map((language) =>
      new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
        .format(new Date(Date.UTC(2000, month, 15)))
        .toLowerCase(),
    ),
  ),
);

/**
 * Whether a text has the day, the month and the year of a date written YYYY-MM-DD, in any order and in the ways that
 * documents write them. A month without its day is no date.
 */
export function hasDate(value: string, text: string): boolean {
  const [year = '', month = '', day = ''] = value.split('-');
  const shortYear = year.slice(2);
  const runs = text.match(/\d+/g) ?? [];
  // The line for machines of a passport, and file names, write dates without separators.
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

/** Whether each condition is met by a run of its own. */
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
