import type { CorpusCase } from '../corpus-case.ts';

export const emiratesLicence: CorpusCase = {
  name: 'Trade licence from the Emirates (two pairs a row)',
  questionnaire: {
    name: 'Licence check',
    type: 'RFI',
    language: 'en',
    sections: [
      {
        title: 'Licence',
        questions: [
          { key: 'licence_number', text: 'Licence number', type: 'TEXT' },
          {
            key: 'licence_issued',
            text: 'When was the licence issued?',
            type: 'DATE',
            hints: ['issue date'],
          },
          {
            key: 'licence_expires',
            text: 'When does the licence expire?',
            type: 'DATE',
            hints: ['expiry date'],
          },
          { key: 'company', text: 'Company name', type: 'TEXT' },
          { key: 'trade_name', text: 'Trade name', type: 'TEXT' },
          { key: 'form', text: 'Legal type', type: 'TEXT', hints: ['legal form'] },
          { key: 'manager', text: 'Who is the manager?', type: 'TEXT' },
          { key: 'activity', text: 'Licensed activities', type: 'LONG_TEXT', hints: ['licence activities'] },
          { key: 'phone', text: 'Phone number', type: 'TEXT' },
          { key: 'po_box', text: 'P.O. box', type: 'TEXT' },
          { key: 'partner_share', text: 'Share of the largest partner in percent', type: 'NUMBER' },
          {
            key: 'chamber',
            text: 'Chamber of commerce membership number',
            type: 'TEXT',
            hints: ['DCCI no.'],
          },
          { key: 'vat', text: 'VAT registration number', type: 'TEXT', hints: ['TRN'] },
        ],
      },
    ],
  },
  subject: { name: 'Blue Dhow General Trading L.L.C', entityType: 'COMPANY' },
  documents: [
    {
      name: 'trade-licence.pdf',
      format: 'pdf',
      pages: [
        [
          'Commercial Licence',
          [
            ['License No.', '784512', 'Issue Date', '14/08/2019'],
            ['Company Name', 'Blue Dhow General Trading L.L.C', 'Expiry Date', '13/08/2026'],
            ['Trade Name', 'Blue Dhow', 'Legal Type', 'Limited Liability Company (LLC)'],
            ['DCCI No.', '331907', 'Register No.', '1402266'],
          ],
          'License Members',
          [
            ['Share', 'Role', 'Nationality', 'Name', 'No.'],
            ['51.00%', 'Partner', 'United Arab Emirates', 'Khalid Saif Al Marri', '90112'],
            ['49.00%', 'Partner', 'India', 'Farhan Qureshi', '90113'],
            ['', 'Manager', 'India', 'Farhan Qureshi', '90113'],
          ],
          'License Activities',
          'General Trading',
          'Address',
          [
            ['Phone No', '971-4-5550172', 'P.O. Box', '62114'],
            ['Fax No', '971-4-5550173', 'Parcel ID', '129-554'],
          ],
        ],
      ],
    },
  ],
  expected: {
    licence_number: '784512',
    licence_issued: '2019-08-14',
    licence_expires: '2026-08-13',
    company: 'Blue Dhow General Trading L.L.C',
    trade_name: 'Blue Dhow',
    form: 'Limited Liability Company (LLC)',
    manager: 'Farhan Qureshi',
    activity: { has: ['General Trading'] },
    phone: '971-4-5550172',
    po_box: '62114',
    chamber: '331907',
  },
};
