import type { QuestionnaireDefinitionInput } from '../../../src/domain/questionnaires/definition.ts';
import type { CorpusCase } from '../corpus-case.ts';

const vendorQuestionnaire: QuestionnaireDefinitionInput = {
  name: 'Fund distributor review',
  type: 'DDQ',
  sections: [
    {
      title: 'Distributor',
      questions: [
        { key: 'entity_name', text: 'State the exact name of the distributor as registered.', type: 'TEXT' },
        { key: 'register_no', text: 'Register number', type: 'TEXT' },
        { key: 'seat', text: 'Where is the registered office?', type: 'LONG_TEXT' },
        { key: 'founding', text: 'Date of foundation', type: 'DATE' },
        { key: 'supervisor', text: 'Name of the competent supervisory authority', type: 'TEXT' },
        { key: 'assets', text: 'Assets under management in EUR', type: 'NUMBER' },
        { key: 'funds', text: 'How many funds do you distribute?', type: 'NUMBER' },
        { key: 'head_sales', text: 'Who is the head of sales?', type: 'TEXT' },
        { key: 'aml_officer', text: 'Name of the anti-money laundering officer', type: 'TEXT' },
        { key: 'outsourcing', text: 'Is the internal audit function outsourced?', type: 'BOOLEAN' },
        { key: 'retail', text: 'Do you distribute to retail investors?', type: 'BOOLEAN' },
        { key: 'us_persons', text: 'Do you accept US persons as clients?', type: 'BOOLEAN' },
        {
          key: 'complaints',
          text: 'How many complaints did you receive in the last calendar year?',
          type: 'NUMBER',
        },
        {
          key: 'last_inspection',
          text: 'When did the supervisory authority last inspect the company?',
          type: 'DATE',
        },
        {
          key: 'language',
          text: 'In which language are client documents provided?',
          type: 'SINGLE_CHOICE',
          options: ['German', 'English', 'French'],
        },
        { key: 'website', text: 'Internet address', type: 'URL' },
        { key: 'contact_email', text: 'Contact email', type: 'EMAIL' },
      ],
    },
  ],
};

export const distributorReview: CorpusCase = {
  name: 'Fund distributor (fourth questionnaire)',
  questionnaire: vendorQuestionnaire,
  subject: { name: 'Alpspitz Fondsvertrieb AG', entityType: 'COMPANY' },
  documents: [
    {
      name: 'distributor-profile.xlsx',
      format: 'xlsx',
      pages: [
        [
          [
            ['Topic', 'Answer', 'Source'],
            ['Name', 'Alpspitz Fondsvertrieb AG', 'commercial register'],
            ['Register number', 'HRB 20417', 'commercial register'],
            ['Registered office', 'Zugspitzstraße 60, 82467 Garmisch-Partenkirchen', 'commercial register'],
            ['Date of foundation', '15 May 1998', 'articles'],
            ['Supervisory authority', 'BaFin', ''],
            ['Assets under management (EUR million)', '742', 'Q2 2025'],
            ['Number of funds distributed', '14', ''],
            ['Head of sales', 'Leonhard Pfister', ''],
            ['Deputy AML officer', 'Ronja Stadler', ''],
            ['AML officer', 'Korbinian Haller', ''],
            ['Internal audit function outsourced', 'Yes, to Prüfhaus Süd GmbH', ''],
            ['Distribution to retail investors', 'No', ''],
            ['US persons accepted as clients', 'No', ''],
            ['Complaints in 2024', '3', 'complaints register'],
            ['Client documents', 'in German', ''],
            ['Internet', 'https://alpspitz-fonds.example', ''],
            ['Contact email', 'service@alpspitz-fonds.example', ''],
          ],
        ],
      ],
    },
  ],
  expected: {
    entity_name: 'Alpspitz Fondsvertrieb AG',
    register_no: 'HRB 20417',
    seat: { has: ['Zugspitzstraße 60'] },
    founding: '1998-05-15',
    supervisor: 'BaFin',
    assets: 742_000_000,
    funds: 14,
    head_sales: 'Leonhard Pfister',
    aml_officer: 'Korbinian Haller',
    outsourcing: true,
    retail: false,
    us_persons: false,
    complaints: 3,
    language: 'German',
    website: 'https://alpspitz-fonds.example',
    contact_email: 'service@alpspitz-fonds.example',
  },
};
