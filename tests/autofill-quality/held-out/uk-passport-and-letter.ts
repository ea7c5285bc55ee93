import { individualQuestionnaire } from '../../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const ukPassportAndLetter: CorpusCase = {
  name: 'British passport and employer letter',
  questionnaire: individualQuestionnaire,
  subject: { name: 'Oliver James Pemberton', entityType: 'INDIVIDUAL' },
  documents: [
    {
      name: 'passport-scan.pdf',
      format: 'pdf',
      pages: [
        [
          'UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND',
          'Passport / Passeport   Type/Type P   Code of issuing State GBR   Passport No. 548201937',
          'Surname/Nom (1)\nPEMBERTON\nGiven names/Prénoms (2)\nOLIVER JAMES\nNationality/Nationalité (3)\nBRITISH CITIZEN\nDate of birth/Date de naissance (4)\n09 JUN /JUIN 79\nSex/Sexe (5) M   Place of birth/Lieu de naissance (6) LEICESTER\nDate of issue/Date de délivrance (7)\n11 APR /AVR 19\nDate of expiry/Date d’expiration (9)\n11 APR /AVR 29',
          'P<GBRPEMBERTON<<OLIVER<JAMES<<<<<<<<<<<<<<<<\n5482019377GBR7906091M2904112<<<<<<<<<<<<<<08',
        ],
      ],
    },
    {
      name: 'employer.eml',
      format: 'eml',
      pages: [
        [
          'To whom it may concern,',
          'This is to confirm that Mr Oliver James Pemberton, born on 9 June 1979, has been employed by Lantern Bay Architects LLP as a senior architect since 2 May 2011. His contract is permanent and full-time.',
          'Mr Pemberton lives at 12 Sycamore Drive, Oadby, Leicester LE2 5PF. For tax purposes he is resident in the United Kingdom.',
          'His manager, Fiona Drury, lives in Ireland.',
          'Lantern Bay Architects LLP, 80 Wharf Street, Leicester LE1 2AA',
        ],
      ],
    },
  ],
  expected: {
    full_name: { has: ['Oliver James Pemberton'] },
    date_of_birth: '1979-06-09',
    nationality: 'GB',
    residential_address: { has: ['12 Sycamore Drive', 'LE2 5PF'], lacks: ['Wharf'] },
    occupation: 'senior architect',
    employment_status: 'Employed',
    tax_country: 'GB',
  },
  unlabelled: ['residential_address', 'occupation', 'employment_status', 'tax_country'],
};
