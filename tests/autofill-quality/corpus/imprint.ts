import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const imprint: CorpusCase = {
  name: 'Imprint page',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Weidenbach Software GmbH', entityType: 'COMPANY' },
  documents: [
    {
      name: 'impressum.html',
      format: 'html',
      pages: [
        [
          'Impressum',
          'Weidenbach Software GmbH\nLindenallee 7\n50968 Köln',
          'Vertreten durch die Geschäftsführerin Carolin Weidenbach.',
          'Registergericht: Amtsgericht Köln\nRegisternummer: HRB 101944\nUSt-IdNr.: DE 301 224 556',
          'Telefon: 0221 555 0142\nE-Mail: kontakt@weidenbach-software.example\nInternet: www.weidenbach-software.example',
          'Berufshaftpflicht: Rheinische Musterversicherung AG, Domplatz 1, 50667 Köln, HRB 5500.',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Weidenbach Software GmbH',
    registration_number: 'HRB 101944',
    website: 'https://www.weidenbach-software.example',
    directors: { has: ['Carolin Weidenbach'] },
    legal_form: 'Private limited company',
  },
  unlabelled: ['directors'],
};
