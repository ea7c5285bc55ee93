import { individualQuestionnaire } from '../../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const employmentLetter: CorpusCase = {
  name: 'Employment confirmation (German)',
  questionnaire: individualQuestionnaire,
  subject: { name: 'Miriam Sofie Brandt', entityType: 'INDIVIDUAL' },
  documents: [
    {
      name: 'arbeitsbescheinigung.pdf',
      format: 'pdf',
      pages: [
        [
          'Arbeitsbescheinigung',
          'Arbeitgeber: Ostmark Biotech GmbH, Rosentalgasse 9, 04105 Leipzig',
          [
            ['Name', 'Miriam Sofie Brandt'],
            ['Geburtsdatum', '05.12.1991'],
            ['Staatsangehörigkeit', 'österreichisch'],
            ['Wohnanschrift', 'Gohliser Straße 31, 04155 Leipzig, Deutschland'],
            ['Berufsbezeichnung', 'Laborleiterin'],
            ['Beschäftigungsverhältnis', 'angestellt, unbefristet'],
            ['Steuer-ID', '81 872 495 633'],
          ],
          'Frau Brandt ist in Deutschland unbeschränkt steuerpflichtig.',
          'Frau Brandt ist keine politisch exponierte Person.',
        ],
      ],
    },
  ],
  expected: {
    full_name: 'Miriam Sofie Brandt',
    date_of_birth: '1991-12-05',
    nationality: 'AT',
    residential_address: { has: ['Gohliser Straße 31', '04155 Leipzig'], lacks: ['Rosentalgasse'] },
    residence_country: 'DE',
    occupation: 'Laborleiterin',
    employment_status: 'Employed',
    tax_number: '81 872 495 633',
    tax_country: 'DE',
    is_pep: false,
  },
  unlabelled: ['residence_country', 'tax_country', 'is_pep'],
};
