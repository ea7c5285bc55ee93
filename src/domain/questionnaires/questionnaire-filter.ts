import { z } from 'zod';
import { QuestionnaireType } from '../../database/client/enums.ts';
import { named } from '../api-types.ts';
import { oneOf, optional } from '../fields.ts';

export const questionnaireFilter = named(
  'QuestionnaireFilter',
  z.strictObject({
    type: optional(named('QuestionnaireType', oneOf(Object.values(QuestionnaireType)))).describe(
      'Only questionnaires of this type.',
    ),
  }),
  'Which questionnaires to return.',
);
