import type { QuestionnaireDefinitionInput } from '../../definition.ts';

export const companyAndOwnership: QuestionnaireDefinitionInput['sections'] = [
  {
    title: 'Company identity',
    questions: [
      {
        key: 'legal_name',
        text: 'What is the full legal name of the company?',
        type: 'TEXT',
        required: true,
        helpText: 'As it stands in the commercial register or the certificate of incorporation.',
      },
      {
        key: 'trading_names',
        text: 'Under which other names does the company trade, or has it traded in the last five years?',
        type: 'TEXT',
      },
      {
        key: 'registration_number',
        text: 'What is the company registration number?',
        type: 'TEXT',
        required: true,
      },
      {
        key: 'lei',
        text: 'What is the Legal Entity Identifier (LEI), if the company has one?',
        type: 'TEXT',
        helpText: 'Twenty letters and digits, ISO 17442.',
      },
      {
        key: 'incorporation_date',
        text: 'When was the company incorporated?',
        type: 'DATE',
        max: 'today',
        required: true,
      },
      {
        key: 'incorporation_country',
        text: 'In which country is the company incorporated?',
        type: 'COUNTRY',
        required: true,
      },
      {
        key: 'legal_form',
        text: 'What is the legal form of the company?',
        type: 'SINGLE_CHOICE',
        required: true,
        options: [
          'Private limited company',
          'Public limited company',
          'Partnership',
          'Limited liability partnership',
          'Foundation or charity',
          'Trust',
          'State-owned enterprise',
          'Other',
        ],
      },
      {
        key: 'legal_form_other',
        text: 'Please describe the legal form.',
        type: 'TEXT',
        required: true,
        visibleWhen: { key: 'legal_form', equals: 'Other' },
      },
      {
        key: 'registered_address',
        text: 'What is the registered office address?',
        type: 'LONG_TEXT',
        required: true,
      },
      {
        key: 'operates_elsewhere',
        text: 'Is the principal place of business somewhere other than the registered office?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'business_address',
        text: 'What is the address of the principal place of business?',
        type: 'LONG_TEXT',
        required: true,
        visibleWhen: { key: 'operates_elsewhere', equals: 'true' },
      },
      { key: 'website', text: 'What is the address of the company website?', type: 'URL' },
    ],
  },
  {
    title: 'Ownership and control',
    questions: [
      {
        key: 'listed',
        text: 'Are the shares of the company, or of its ultimate parent, listed on a regulated market?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'listing_details',
        text: 'On which market, and under which ticker or ISIN?',
        type: 'TEXT',
        required: true,
        visibleWhen: { key: 'listed', equals: 'true' },
      },
      {
        key: 'has_beneficial_owners',
        text: 'Does any natural person ultimately own or control 25 % or more of the shares or voting rights, directly or indirectly?',
        type: 'BOOLEAN',
        required: true,
        helpText: 'Add up what a person holds through every chain of companies, trusts and nominees.',
      },
      {
        key: 'beneficial_owners',
        text: 'Please list every ultimate beneficial owner (UBO).',
        type: 'LONG_TEXT',
        required: true,
        helpText:
          'For each: full name, date of birth, nationality, country of residence, percentage held and how it is held.',
        visibleWhen: { key: 'has_beneficial_owners', equals: 'true' },
      },
      {
        key: 'senior_managing_official',
        text: 'Who is the senior managing official?',
        type: 'LONG_TEXT',
        required: true,
        helpText:
          'Where no natural person qualifies as beneficial owner, the person who ultimately directs the company is recorded instead.',
        visibleWhen: { key: 'has_beneficial_owners', equals: 'false' },
      },
      {
        key: 'control_by_other_means',
        text: 'Does anybody exercise control by means other than ownership, such as a shareholder agreement, veto rights or the power to appoint directors? If so, please explain.',
        type: 'LONG_TEXT',
      },
      {
        key: 'directors',
        text: 'Please list all directors or members of the equivalent body.',
        type: 'LONG_TEXT',
        required: true,
        helpText: 'For each: full name, date of birth, nationality and role.',
      },
      {
        key: 'nominees_or_bearer_shares',
        text: 'Are there nominee shareholders, nominee directors, bearer shares or trusts anywhere in the ownership chain?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'nominee_details',
        text: 'Please describe these arrangements and name the persons for whom the nominees or trustees act.',
        type: 'LONG_TEXT',
        required: true,
        visibleWhen: { key: 'nominees_or_bearer_shares', equals: 'true' },
      },
      {
        key: 'ownership_chart',
        text: 'Please provide a group structure chart down to the ultimate beneficial owners.',
        type: 'FILE',
        helpText: 'Dated within the last three months and signed by a director.',
      },
    ],
  },
];
