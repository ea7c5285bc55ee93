import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const singaporeProfile: CorpusCase = {
  name: 'Singapore business profile',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Merlin Straits Trading Pte. Ltd.', entityType: 'COMPANY' },
  documents: [
    {
      name: 'business-profile.pdf',
      format: 'pdf',
      pages: [
        [
          'Business Profile (Company) of MERLIN STRAITS TRADING PTE. LTD. (201814263W)',
          'The Following Are The Brief Particulars of:',
          [
            ['Registration No.', '201814263W'],
            ['Company Name', 'MERLIN STRAITS TRADING PTE. LTD.'],
            ['Former Name if any', 'STRAITS DRY GOODS PTE. LTD.'],
            ['Incorporation Date', '25 Apr 2018'],
            ['Company Type', 'EXEMPT PRIVATE COMPANY LIMITED BY SHARES'],
            ['Status', 'Live Company'],
          ],
          'Principal Activities',
          [
            ['Activities (I)', 'WHOLESALE TRADE OF A VARIETY OF GOODS WITHOUT A DOMINANT PRODUCT (46900)'],
            ['Description', 'IMPORT AND EXPORT OF DRIED FOODSTUFFS'],
          ],
          [
            ['Registered Office Address', '71 CECIL LANE #09-02 STRAITS HOUSE SINGAPORE (069538)'],
            ['Date of Address', '03 Jun 2021'],
          ],
          'Officers/Authorised Representative(s)',
          [
            ['Name', 'ID', 'Nationality', 'Position Held', 'Date of Appointment'],
            ['TAN WEI LING', 'S7712345A', 'SINGAPORE CITIZEN', 'Director', '25/04/2018'],
            ['RAJESH PILLAI', 'S8154321B', 'SINGAPORE CITIZEN', 'Director', '25/04/2018'],
            ['LIM SIEW HOON', 'S8498765C', 'SINGAPORE CITIZEN', 'Secretary', '01/07/2019'],
          ],
          'Auditors: BANYAN ASSURANCE LLP (T15LL0432K)',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'MERLIN STRAITS TRADING PTE. LTD.',
    registration_number: '201814263W',
    incorporation_date: '2018-04-25',
    legal_form: 'Private limited company',
    registered_address: { has: ['71 CECIL LANE', '069538'] },
    industry: 'Trade and logistics',
    directors: { has: ['TAN WEI LING', 'RAJESH PILLAI'], lacks: ['LIM SIEW HOON'] },
    business_description: { has: ['WHOLESALE TRADE'] },
  },
};
