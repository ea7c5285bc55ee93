import { z } from 'zod';
import { RiskLevel } from '../../database/client/enums.ts';
import { named } from '../api-types.ts';
import { boundedList } from '../bounded.ts';
import { countryCode, multiLine, oneOf, optional, singleLine } from '../fields.ts';
import { maxCountries } from './answer-value.ts';

/** How many rules a questionnaire can have. */
export const maxFlagRules = 100;

/** Longer than any date or number that can be a bound. */
const bound = singleLine({ max: 40 });

export const flagRule = named(
  'FlagRuleInput',
  z.strictObject({
    key: singleLine({ max: 100 }).describe('The key of a question, of any type but FILE.'),
    equals: optional(singleLine({ max: 1_000 })).describe(
      'Flags this answer: `true` or `false` for `BOOLEAN`, one of the choices, or a text as it is answered.',
    ),
    above: optional(bound).describe(
      'Flags answers above this: a decimal number such as `25` for NUMBER and PERCENTAGE, a date (YYYY-MM-DD) or `today` for DATE.',
    ),
    below: optional(bound).describe('Flags answers below this, written like `above`.'),
    countryIn: optional(
      boundedList(countryCode, { max: maxCountries }).min(1, 'Use at least one country.'),
    ).describe(
      'Flags any of these countries, as ISO 3166-1 alpha-2 codes. For questions of type COUNTRY and COUNTRIES.',
    ),
    level: named('RiskLevel', oneOf(Object.values(RiskLevel))).describe('How serious the flag is.'),
    text: multiLine({ max: 500 }).describe('The flag’s text, for the team.'),
  }),
  'A rule that flags an answer. It has exactly one of `equals`, `above`, `below` and `countryIn`.',
);

/** A rule that flags an answer, with one condition. */
export type FlagRule = z.output<typeof flagRule>;

const storedRules = boundedList(flagRule, { max: maxFlagRules });

/** The rules of a version as it stores them. */
export const readFlagRules = (stored: unknown): FlagRule[] => storedRules.parse(stored);
