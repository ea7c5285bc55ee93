import type { FlagRule } from '../../domain/questionnaires/flag-rule.ts';
import type { Flag } from '../../domain/responses/flags.ts';
import { builder } from '../builder.ts';
import { RiskLevelEnum } from './enums.ts';

export const FlagRuleType = builder.objectRef<FlagRule>('FlagRule').implement({
  description:
    'A rule that flags an answer when a response is submitted. It has exactly one of `equals`, `above`, `below` and `countryIn`.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The key of the question.' }),
    equals: t.string({
      nullable: true,
      description:
        'The answer that is flagged. `true` or `false` for BOOLEAN; one of the answers for MULTI_CHOICE and COUNTRIES.',
      resolve: ({ equals }) => equals ?? null,
    }),
    above: t.string({
      nullable: true,
      description: 'Answers above this are flagged: a decimal number, a date or `today`.',
      resolve: ({ above }) => above ?? null,
    }),
    below: t.string({
      nullable: true,
      description: 'Answers below this are flagged: a decimal number, a date or `today`.',
      resolve: ({ below }) => below ?? null,
    }),
    countryIn: t.stringList({
      nullable: true,
      description: 'The countries that are flagged, as ISO 3166-1 alpha-2 codes.',
      resolve: ({ countryIn }) => countryIn ?? null,
    }),
    level: t.expose('level', { type: RiskLevelEnum, description: 'How serious the flag is.' }),
    text: t.exposeString('text', { description: 'The flag’s text, for the team.' }),
  }),
});

export const FlagType = builder.objectRef<Flag>('Flag').implement({
  description: 'An answer that a rule of the questionnaire flagged when the response was last submitted.',
  fields: (t) => ({
    question: t.exposeString('question', { description: 'The key of the question.' }),
    level: t.expose('level', { type: RiskLevelEnum, description: 'How serious the flag is.' }),
    text: t.exposeString('text', { description: 'The flag’s text, from the questionnaire.' }),
  }),
});
