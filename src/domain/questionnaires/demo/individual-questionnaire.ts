import type { QuestionnaireDefinitionInput } from '../definition.ts';

/** The demo tenant's questionnaire for individuals: short enough to answer on a phone. */
export const individualQuestionnaire: QuestionnaireDefinitionInput = {
  name: 'Individual due diligence',
  description: 'Identity, residence, source of wealth and political exposure of a private individual.',
  type: 'DDQ',
  language: 'en',
  sections: [
    {
      title: 'About you',
      questions: [
        {
          key: 'full_name',
          text: 'What is your full name?',
          type: 'TEXT',
          required: true,
          helpText: 'As shown in your passport or identity card.',
        },
        {
          key: 'date_of_birth',
          text: 'What is your date of birth?',
          type: 'DATE',
          required: true,
          min: '1900-01-01',
          max: 'today',
        },
        { key: 'nationality', text: 'What is your nationality?', type: 'COUNTRY', required: true },
        { key: 'residential_address', text: 'What is your home address?', type: 'LONG_TEXT', required: true },
        {
          key: 'residence_country',
          text: 'In which country do you live?',
          type: 'COUNTRY',
          required: true,
        },
      ],
    },
    {
      title: 'Occupation and source of wealth',
      questions: [
        {
          key: 'employment_status',
          hints: [
            'employment status',
            'occupational status',
            'working status',
            'Beschäftigungsstatus',
            'Berufsstatus',
            'berufliche Stellung',
            'Beschäftigungsverhältnis',
          ],
          text: 'What is your employment status?',
          type: 'SINGLE_CHOICE',
          required: true,
          options: ['Employed', 'Self-employed', 'Business owner', 'Retired', 'Student', 'Not employed'],
        },
        {
          key: 'occupation',
          text: 'What is your occupation, or what was your last one?',
          type: 'TEXT',
          required: true,
        },
        {
          key: 'source_of_wealth',
          hints: [
            'source of wealth',
            'origin of wealth',
            'source of wealth and funds',
            'source of income',
            'Herkunft des Vermögens',
            'Vermögensherkunft',
          ],
          text: 'What are the main sources of your wealth and of the funds you will use with us?',
          type: 'MULTI_CHOICE',
          required: true,
          options: [
            'Salary or pension',
            'Business income',
            'Investments',
            'Sale of property',
            'Sale of a business',
            'Inheritance or gift',
            'Other',
          ],
        },
        {
          key: 'source_of_wealth_other',
          text: 'Please describe the other source.',
          type: 'LONG_TEXT',
          required: true,
          visibleWhen: { key: 'source_of_wealth', equals: 'Other' },
        },
      ],
    },
    {
      title: 'Political exposure and tax residence',
      questions: [
        {
          key: 'is_pep',
          hints: [
            'PEP',
            'politically exposed person',
            'PEP status',
            'politisch exponierte Person',
            'PEP-Eigenschaft',
          ],
          text: 'Are you a politically exposed person (PEP), a family member of one or a known close associate?',
          type: 'BOOLEAN',
          required: true,
          helpText:
            'A PEP holds or has held a prominent public function, such as minister, judge of a supreme court or ambassador.',
        },
        {
          key: 'pep_details',
          text: 'Who holds or held which public function, and when?',
          type: 'LONG_TEXT',
          required: true,
          visibleWhen: { key: 'is_pep', equals: 'true' },
        },
        {
          key: 'tax_country',
          text: 'In which country are you resident for tax?',
          type: 'COUNTRY',
          required: true,
        },
        {
          key: 'tax_number',
          text: 'What is your tax identification number there?',
          type: 'TEXT',
          helpText: 'Leave this empty if the country does not issue one.',
        },
      ],
    },
    {
      title: 'Declaration',
      questions: [
        {
          key: 'declaration_accurate',
          text: 'I declare that these answers are true and complete, and I will report any material change without delay.',
          type: 'ATTESTATION',
          required: true,
        },
      ],
    },
  ],
};
