import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const auditorsLetter: CorpusCase = {
  name: 'Letter about another company',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Pinecrest Trading LLC', entityType: 'COMPANY' },
  documents: [
    {
      name: 'parent-register.pdf',
      format: 'pdf',
      pages: [
        [
          'Register extract',
          'Company name: Pinecrest Global Holdings Inc.\nState of incorporation: Delaware\nFile number: 5520981\nDate of formation: 04/11/2014\nRegistered agent: Coastal Agents Inc., 9 Market Street, Wilmington, DE 19801\nEmployees: 2,300\nWebsite: www.pinecrest-global.example',
        ],
      ],
    },
    {
      name: 'cover-note.md',
      format: 'md',
      pages: [
        [
          '# Cover note',
          'Please find the extract of our parent. Pinecrest Trading LLC itself was formed in the State of Delaware on February 3, 2017. Our head office is at 410 Harbor Boulevard, Suite 9, Baltimore, MD 21230.',
          'Our MLRO was Diane Okafor until March; her successor has not been appointed yet.',
          'It is not correct that a director is a PEP. Whether any shareholder is a PEP is being checked.',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Pinecrest Trading LLC',
    legal_form: 'Private limited company',
    incorporation_date: '2017-02-03',
    incorporation_country: 'US',
  },
  unlabelled: ['incorporation_date', 'incorporation_country'],
};
