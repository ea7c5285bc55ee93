import type { QuestionnaireDefinitionInput } from '../definition.ts';
import { companyQuestionnaire } from './company-questionnaire.ts';
import { individualQuestionnaire } from './individual-questionnaire.ts';

/** What a demo tenant can send: one questionnaire for companies and one for individuals. */
export const demoQuestionnaires: readonly QuestionnaireDefinitionInput[] = [
  companyQuestionnaire,
  individualQuestionnaire,
];
