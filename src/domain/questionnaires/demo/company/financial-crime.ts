import type { QuestionnaireDefinitionInput } from '../../definition.ts';

export const financialCrime: QuestionnaireDefinitionInput['sections'] = [
  {
    title: 'Anti-money laundering and counter-terrorist financing',
    questions: [
      {
        key: 'aml_programme',
        text: 'Does the company have a written AML/CTF programme that its board has approved?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'aml_components',
        text: 'What does the programme cover?',
        type: 'MULTI_CHOICE',
        required: true,
        options: [
          'Business-wide risk assessment',
          'Customer due diligence',
          'Enhanced due diligence',
          'Transaction monitoring',
          'Suspicious activity reporting',
          'Record keeping',
          'Staff training',
          'Independent audit',
        ],
        visibleWhen: { key: 'aml_programme', equals: 'true' },
      },
      {
        key: 'aml_last_audit',
        text: 'When was the programme last audited independently?',
        type: 'DATE',
        max: 'today',
        visibleWhen: { key: 'aml_components', equals: 'Independent audit' },
      },
      {
        key: 'aml_policy',
        text: 'Please provide the AML/CTF policy that is in force.',
        type: 'FILE',
        visibleWhen: { key: 'aml_programme', equals: 'true' },
      },
      {
        key: 'mlro_name',
        text: 'Who is the Money Laundering Reporting Officer (MLRO) or the person responsible for AML/CTF?',
        type: 'TEXT',
        required: true,
      },
      {
        key: 'mlro_email',
        text: 'At which email address can this person be reached?',
        type: 'EMAIL',
        required: true,
      },
    ],
  },
  {
    title: 'Sanctions and politically exposed persons',
    questions: [
      {
        key: 'sanctions_lists',
        text: 'Against which sanctions lists does the company screen its customers and counterparties?',
        type: 'MULTI_CHOICE',
        required: true,
        options: [
          'UN Security Council',
          'European Union',
          'United Kingdom (OFSI)',
          'United States (OFAC)',
          'Other national lists',
          'No screening',
        ],
      },
      {
        key: 'screening_frequency',
        text: 'How often are existing relationships screened again?',
        type: 'SINGLE_CHOICE',
        required: true,
        options: ['Daily', 'Weekly', 'Monthly', 'Less often', 'Never'],
      },
      {
        key: 'sanctions_exposure',
        text: 'Is the company, an owner, a director or a group company subject to sanctions, or owned 50 % or more by sanctioned persons together?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'sanctions_details',
        text: 'Who is concerned, by which regime, and under which licence or exemption does the company act?',
        type: 'LONG_TEXT',
        required: true,
        visibleWhen: { key: 'sanctions_exposure', equals: 'true' },
      },
      {
        key: 'pep_exposure',
        text: 'Is any owner, director or senior manager a politically exposed person (PEP), a family member of one or a known close associate?',
        type: 'BOOLEAN',
        required: true,
        helpText:
          'A PEP holds or has held a prominent public function, at home, abroad or in an international organisation.',
      },
      {
        key: 'pep_details',
        text: 'Please name each person, the public function, the period and the role in the company.',
        type: 'LONG_TEXT',
        required: true,
        visibleWhen: { key: 'pep_exposure', equals: 'true' },
      },
    ],
  },
  {
    title: 'Anti-bribery and corruption',
    questions: [
      {
        key: 'anti_bribery_policy',
        text: 'Does the company have an anti-bribery and corruption policy that binds staff and agents?',
        type: 'BOOLEAN',
        required: true,
      },
      {
        key: 'public_official_dealings',
        text: 'Does the company deal with public officials through agents, consultants or other intermediaries? If so, how are they vetted?',
        type: 'LONG_TEXT',
      },
      {
        key: 'whistleblowing_channel',
        text: 'Is there a confidential channel through which staff can report wrongdoing?',
        type: 'BOOLEAN',
        required: true,
      },
    ],
  },
];
