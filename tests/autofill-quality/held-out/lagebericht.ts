import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const lagebericht: CorpusCase = {
  name: 'German management report',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Isarwerk Energietechnik AG', entityType: 'COMPANY' },
  documents: [
    {
      name: 'lagebericht-2024.pdf',
      format: 'pdf',
      pages: [
        [
          'Isarwerk Energietechnik AG, München',
          'Lagebericht für das Geschäftsjahr 2024',
          '1. Grundlagen des Unternehmens',
          'Die Isarwerk Energietechnik AG entwickelt und fertigt Wechselrichter für Solarparks. Die Gesellschaft unterhält Niederlassungen in Österreich und Italien; die wichtigsten Kunden sitzen in Deutschland, Österreich und der Schweiz.',
          'Die Gesellschaft wurde am 4. April 1987 gegründet und ist im Handelsregister des Amtsgerichts München unter HRB 84911 eingetragen. Alleinige Gesellschafterin ist die Isarwerk Holding SE, Wien (FN 512344 k).',
          '2. Wirtschaftsbericht',
          'Die Umsatzerlöse stiegen im Geschäftsjahr 2024 auf 96,4 Mio. EUR (Vorjahr: 88,1 Mio. EUR). Der Konzernumsatz der Isarwerk Holding SE betrug 1,2 Mrd. EUR.',
          'Im Jahresdurchschnitt beschäftigte die Gesellschaft 412 Mitarbeiter (Vorjahr: 398).',
        ],
        [
          '3. Organe',
          'Dem Vorstand gehören Dr. Gesine Marquardt (Vorsitzende) und Tobias Reinholz an. Herr Anton Vogl ist zum 31. März 2024 aus dem Vorstand ausgeschieden.',
          'Abschlussprüfer ist die Huber & Lange Treuhand GmbH Wirtschaftsprüfungsgesellschaft, Nürnberg.',
          '4. Compliance',
          'Die Gesellschaft verfügt über ein Hinweisgebersystem, über das Mitarbeiter vertraulich Verstöße melden können. Eine Antikorruptionsrichtlinie ist für alle Mitarbeiter verbindlich.',
          'Gegen die Gesellschaft und ihre Organe waren in den letzten fünf Jahren keine Strafverfahren anhängig.',
          'Die Aktien der Gesellschaft sind nicht börsennotiert. Das Informationssicherheitsmanagement ist nach ISO/IEC 27001 zertifiziert.',
          'Der Vorstand plant, im Jahr 2025 eine Geldwäscherichtlinie einzuführen.',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Isarwerk Energietechnik AG',
    legal_form: 'Public limited company',
    business_description: { has: ['Wechselrichter'] },
    industry: 'Manufacturing',
    operating_countries: { has: ['Österreich', 'Italien'] },
    incorporation_date: '1987-04-04',
    registration_number: 'HRB 84911',
    annual_revenue: 96_400_000,
    employee_count: 412,
    directors: { has: ['Gesine Marquardt', 'Tobias Reinholz'] },
    whistleblowing_channel: true,
    anti_bribery_policy: true,
    security_certifications: ['ISO/IEC 27001'],
  },
  unlabelled: [
    'business_description',
    'industry',
    'operating_countries',
    'incorporation_date',
    'registration_number',
    'annual_revenue',
    'employee_count',
    'directors',
    'whistleblowing_channel',
    'anti_bribery_policy',
    'security_certifications',
  ],
};
