import { companyQuestionnaire } from '../../../src/domain/questionnaires/demo/company-questionnaire.ts';
import type { CorpusCase } from '../corpus-case.ts';

export const websiteAbout: CorpusCase = {
  name: 'About page of a web site',
  questionnaire: companyQuestionnaire,
  subject: { name: 'Juniper Crossing Brokers LLP', entityType: 'COMPANY' },
  documents: [
    {
      name: 'about-us.html',
      format: 'html',
      pages: [
        [
          'About Juniper Crossing',
          'Juniper Crossing Brokers LLP is an independent insurance broker for builders and housing associations. We were founded on 1 April 2011 and now look after more than 900 clients.',
          'Our people',
          'We employ 38 people in Leeds and York. Our compliance officer is Nadia Rehman.',
          'Legal information',
          'Juniper Crossing Brokers LLP is a limited liability partnership registered in England and Wales with registered number OC363201. Registered office: 21 Park Row, Leeds LS1 5JF. Juniper Crossing Brokers LLP is authorised and regulated by the Financial Conduct Authority, firm reference number 554120.',
          'Complaints: complaints@junipercrossing.example. If you are not satisfied, you may refer your complaint to the Financial Ombudsman Service, Exchange Tower, London E14 9SR.',
          'This site is built by Pixel Forge Ltd (www.pixelforge.example).',
        ],
      ],
    },
  ],
  expected: {
    legal_name: 'Juniper Crossing Brokers LLP',
    business_description: { has: ['insurance broker'] },
    industry: 'Financial services',
    incorporation_date: '2011-04-01',
    incorporation_country: 'GB',
    employee_count: 38,
    legal_form: 'Limited liability partnership',
    registration_number: 'OC363201',
    registered_address: { has: ['21 Park Row', 'LS1 5JF'], lacks: ['Exchange Tower'] },
    regulated: true,
    regulator_name: { has: ['Financial Conduct Authority'] },
    licence_number: '554120',
  },
  unlabelled: [
    'business_description',
    'industry',
    'incorporation_date',
    'incorporation_country',
    'employee_count',
    'registration_number',
    'registered_address',
    'regulated',
    'regulator_name',
    'licence_number',
  ],
};
