import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const transparencyRegister: CorpusCase = {
  name: 'German transparency register and list of shareholders',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Rosengart Möbelwerke GmbH', entityType: 'COMPANY' },
  documents: [
    {
      name: 'transparenzregister.pdf',
      format: 'pdf',
      pages: [
        [
          'Auszug aus dem Transparenzregister',
          [
            ['Bezeichnung der Rechtseinheit', 'Rosengart Möbelwerke GmbH'],
            ['Rechtsform', 'Gesellschaft mit beschränkter Haftung'],
            ['Sitz', 'Detmold'],
            ['Registergericht', 'Amtsgericht Lemgo'],
            ['Registernummer', 'HRB 6120'],
            ['LEI', 'nicht vorhanden'],
          ],
          'Wirtschaftlich Berechtigte',
          [
            ['Name', 'Geburtsdatum', 'Wohnsitzland', 'Staatsangehörigkeit', 'Art und Umfang'],
            ['Annegret Rosengart', '19.02.1958', 'Deutschland', 'deutsch', 'Kapitalanteil 70 %'],
            ['Felix Rosengart', '25.08.1987', 'Schweiz', 'deutsch', 'Kapitalanteil 30 %'],
          ],
        ],
      ],
    },
    {
      name: 'begleitschreiben.txt',
      format: 'txt',
      pages: [
        [
          'Rosengart Möbelwerke GmbH\nIndustriestraße 118\n32756 Detmold',
          'Sehr geehrte Damen und Herren,\n\nanbei erhalten Sie den aktuellen Auszug. Ergänzend teilen wir mit: Unser Unternehmen fertigt Polstermöbel für den Fachhandel. Wir beschäftigen 210 Mitarbeiter. Unser Jahresumsatz betrug im Jahr 2024 31,5 Mio. EUR.',
          'Treuhandverhältnisse oder Inhaberaktien bestehen nicht. Keiner der Gesellschafter und Geschäftsführer ist eine politisch exponierte Person.',
          'Mit freundlichen Grüßen\nFelix Rosengart\nGeschäftsführer',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Rosengart Möbelwerke GmbH',
    legal_form: 'Private limited company',
    registration_number: 'HRB 6120',
    has_beneficial_owners: true,
    beneficial_owners: { has: ['Annegret Rosengart', 'Felix Rosengart'] },
    business_description: { has: ['Polstermöbel'] },
    industry: 'Manufacturing',
    employee_count: 210,
    annual_revenue: 31_500_000,
    nominees_or_bearer_shares: false,
    pep_exposure: false,
    directors: { has: ['Felix Rosengart'] },
  },
  unlabelled: [
    'has_beneficial_owners',
    'business_description',
    'industry',
    'employee_count',
    'annual_revenue',
    'nominees_or_bearer_shares',
    'pep_exposure',
    'directors',
  ],
};
