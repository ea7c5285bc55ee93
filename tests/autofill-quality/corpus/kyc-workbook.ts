import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const kycWorkbook: CorpusCase = {
  name: 'KYC workbook',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Nordhaven Logistik AG', entityType: 'COMPANY' },
  documents: [
    {
      name: 'kyc-data.xlsx',
      format: 'xlsx',
      pages: [
        [
          [
            ['Stammdaten', ''],
            ['Firma', 'Nordhaven Logistik AG'],
            ['Rechtsform', 'Aktiengesellschaft'],
            ['Handelsregisternummer', 'HRB 160577'],
            ['LEI', '3912004TQX8B7WKR6N26'],
            ['Gründungsdatum', '21.06.2001'],
            ['Sitzland', 'Deutschland'],
            ['Geschäftsanschrift', 'Am Sandtorkai 44, 20457 Hamburg'],
            ['Internet', 'www.nordhaven-logistik.example'],
            ['Anzahl Mitarbeiter', '1.240'],
            ['Börsennotiert', 'Nein'],
          ],
        ],
        [
          [
            ['Konzernstruktur', 'Land', 'Registernummer', 'Anteil'],
            ['Nordhaven Beteiligungs GmbH (Muttergesellschaft)', 'Deutschland', 'HRB 155020', '100 %'],
            ['Nordhaven Logistik AG', 'Deutschland', 'HRB 160577', ''],
            ['Nordhaven Polska Sp. z o.o.', 'Polen', 'KRS 0000412233', '100 %'],
          ],
        ],
        [
          [
            ['Kennzahl', '2024', '2023'],
            ['Umsatzerlöse in TEUR', '214.380', '198.455'],
            ['Ergebnis in TEUR', '8.120', '7.733'],
          ],
        ],
        [
          [
            ['Funktion', 'Name', 'E-Mail'],
            ['Vorstand', 'Dr. Sabine Aldermann', 's.aldermann@nordhaven-logistik.example'],
            ['Geldwäschebeauftragter', 'Jonas Wrede', 'j.wrede@nordhaven-logistik.example'],
            ['Datenschutzbeauftragte', 'Elif Tanriver', 'e.tanriver@nordhaven-logistik.example'],
          ],
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Nordhaven Logistik AG',
    legal_form: 'Public limited company',
    registration_number: 'HRB 160577',
    incorporation_date: '2001-06-21',
    incorporation_country: 'DE',
    registered_address: { has: ['Am Sandtorkai 44', '20457 Hamburg'] },
    website: 'https://www.nordhaven-logistik.example',
    employee_count: 1240,
    annual_revenue: 214_380_000,
    mlro_name: 'Jonas Wrede',
    directors: { has: ['Sabine Aldermann'] },
    mlro_email: 'j.wrede@nordhaven-logistik.example',
  },
};
