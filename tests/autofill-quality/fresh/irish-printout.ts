import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const irishPrintout: CorpusCase = {
  name: 'Irish company printout (dotted leaders)',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Corrib Data Services Designated Activity Company', entityType: 'COMPANY' },
  documents: [
    {
      name: 'company-printout.txt',
      format: 'txt',
      pages: [
        [
          'COMPANY PRINTOUT',
          'Company Name ........ Corrib Data Services Designated Activity Company\nCompany Number ...... 612884\nCompany Type ........ Designated Activity Company (limited by shares)\nStatus .............. Normal\nReg. Date ........... 19/09/2017\nReg. Office ......... Unit 5, Galway Business Park, Dangan, Galway, H91 K2PX\nLast AR Date ........ 19/03/2025\nPrincipal Activity .. Data processing, hosting and related activities',
          'Officers\n\nDirector: Niamh Ní Fhlatharta\nDirector: Declan Geraghty\nSecretary: Fidelma Roche',
          'Contact\n\nWeb: www.corribdata.example\nTel.: +353 91 555 014\nMLRO: Aoife Tierney\nE-mail (MLRO): aoife.tierney@corribdata.example',
          'The company employs some 70 people in Galway and Sligo and made a profit in each of the last three years.',
          'Parent undertaking\n\nCompany Name ........ Corrib Group Holdings plc\nCompany Number ...... 588110',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Corrib Data Services Designated Activity Company',
    registration_number: '612884',
    incorporation_date: '2017-09-19',
    registered_address: { has: ['Unit 5', 'H91 K2PX'] },
    business_description: { has: ['Data processing'] },
    directors: { has: ['Niamh', 'Declan Geraghty'], lacks: ['Fidelma'] },
    website: 'https://www.corribdata.example',
    mlro_name: 'Aoife Tierney',
    mlro_email: 'aoife.tierney@corribdata.example',
  },
};
