import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const bankReference: CorpusCase = {
  name: 'Bank reference',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Calder Joinery Limited', entityType: 'COMPANY' },
  documents: [
    {
      name: 'bank-reference.pdf',
      format: 'pdf',
      pages: [
        [
          'Alder Vale Bank plc\n1 Exchange Square, Sheffield S1 2HH',
          '17 September 2025',
          'To whom it may concern',
          'Our customer: Calder Joinery Limited',
          'We confirm that Calder Joinery Limited has held a current account with us since 8 June 2016. The account has been conducted satisfactorily. The directors known to us are Ruth Calder and Michael Calder.',
          'We are authorised by the Prudential Regulation Authority. This letter is given without responsibility.',
          'Yours faithfully\nDeborah Finch\nRelationship Manager, Alder Vale Bank plc',
          'Alder Vale Bank plc. Registered in England and Wales no. 00214436. Registered office: 1 Exchange Square, Sheffield S1 2HH. Website: www.aldervale-bank.example',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Calder Joinery Limited',
    legal_form: 'Private limited company',
    directors: { has: ['Ruth Calder', 'Michael Calder'] },
  },
  unlabelled: ['directors'],
};
