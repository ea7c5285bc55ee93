import { individualQuestionnaire } from '../../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const passport: CorpusCase = {
  name: 'Passport',
  questionnaire: individualQuestionnaire,
  subject: { name: 'Anna Katharina Keller', entityType: 'INDIVIDUAL' },
  documents: [
    {
      name: 'passport.pdf',
      format: 'pdf',
      pages: [
        [
          'REISEPASS   PASSPORT   PASSEPORT\nBUNDESREPUBLIK DEUTSCHLAND   FEDERAL REPUBLIC OF GERMANY',
          'Pass-Nr. / Passport No.\nC4VK8R2JT',
          'Name / Surname / Nom\nKELLER',
          'Vornamen / Given names / Prénoms\nANNA KATHARINA',
          'Staatsangehörigkeit / Nationality / Nationalité\nDEUTSCH',
          'Geburtsdatum / Date of birth / Date de naissance\n23.07.1986',
          'Geburtsort / Place of birth / Lieu de naissance\nHEILBRONN',
          'Ausstellungsdatum / Date of issue / Date de délivrance\n04.02.2021',
          'Gültig bis / Date of expiry / Date d’expiration\n03.02.2031',
          'P<D<<KELLER<<ANNA<KATHARINA<<<<<<<<<<<<<<<<<\nC4VK8R2JT6D<<8607233F3102031<<<<<<<<<<<<<<<8',
        ],
      ],
    },
  ],
  expected: { date_of_birth: '1986-07-23', nationality: 'DE' },
};
