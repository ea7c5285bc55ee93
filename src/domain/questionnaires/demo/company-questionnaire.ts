import type { QuestionnaireDefinitionInput } from '../definition.ts';
import { businessAndRegulation } from './company/business-and-regulation.ts';
import { companyAndOwnership } from './company/company-and-ownership.ts';
import { financialCrime } from './company/financial-crime.ts';
import { operationsAndDeclaration } from './company/operations-and-declaration.ts';

/** The demo tenant's questionnaire for companies: what a due diligence on a business partner asks in practice. */
export const companyQuestionnaire: QuestionnaireDefinitionInput = {
  name: 'Corporate due diligence',
  description:
    'Identity, ownership, business, financial crime controls and finances of a company, for onboarding and periodic review.',
  type: 'DDQ',
  language: 'en',
  sections: [
    ...companyAndOwnership,
    ...businessAndRegulation,
    ...financialCrime,
    ...operationsAndDeclaration,
  ],
};
