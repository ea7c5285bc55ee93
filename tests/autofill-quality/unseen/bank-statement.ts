import { individualQuestionnaire } from '../../../src/domain/questionnaires/demo/individual-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const bankStatement: CorpusCase = {
  name: 'Bank statement of a person',
  questionnaire: individualQuestionnaire,
  subject: { name: 'Grace Adeyemi-Clark', entityType: 'INDIVIDUAL' },
  documents: [
    {
      name: 'statement.pdf',
      format: 'pdf',
      pages: [
        [
          'Thames & Border Bank plc\n2 Ludgate Circus, London EC4M 7LF',
          'Ms Grace Adeyemi-Clark\n9 Millbrook Close\nNorwich\nNR2 4HQ',
          'Statement of account',
          [
            ['Date', 'Description', 'Paid in', 'Paid out', 'Balance'],
            ['01 Oct 2025', 'Opening balance', '', '', '2,104.55'],
            ['03 Oct 2025', 'SALARY HOLLYBANK SCHOOL TRUST', '2,890.10', '', '4,994.65'],
            ['07 Oct 2025', 'RENT MR P DUNSFORD', '', '950.00', '4,044.65'],
            ['15 Oct 2025', 'HMRC SELF ASSESSMENT UTR 7740198234', '', '310.00', '3,734.65'],
          ],
          'Account holder: Grace Adeyemi-Clark\nJoint holder: Daniel Clark, born 4 May 1981, Irish national\nSort code: 20-44-17\nAccount number: 60118823',
          'Thames & Border Bank plc is authorised by the Prudential Regulation Authority. Registered office: 2 Ludgate Circus, London EC4M 7LF. Tax residents of other countries must tell us.',
        ],
      ],
    },
  ],
  expected: {
    full_name: { has: ['Grace Adeyemi-Clark'] },
    residential_address: { has: ['9 Millbrook Close', 'NR2 4HQ'], lacks: ['Ludgate'] },
  },
  unlabelled: ['residential_address'],
};
