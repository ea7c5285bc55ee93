import type { AnswerValue } from '../../src/domain/questionnaires/answer-value.ts';
import type { QuestionnaireDefinitionInput } from '../../src/domain/questionnaires/definition.ts';
import { companyQuestionnaire } from '../../src/domain/questionnaires/demo/company-questionnaire.ts';
import { visibleQuestions } from '../../src/domain/responses/visibility.ts';
import type { Language } from '../../src/languages.ts';
import type {
  CompletedView,
  FileView,
  HostedVerificationView,
  QuestionnaireView,
  QuestionView,
  RequestView,
  VerificationView,
} from '../../src/portal/views/views.ts';
import { noContact } from '../../src/text/contact-details.ts';

/** What the pages are given in tests: a company that is asked by a bank, and a person who is. */
export const requestView = (changes: Partial<RequestView> = {}): RequestView => ({
  language: 'en',
  tenantName: 'Acme Bank',
  accentColour: null,
  contact: noContact,
  title: 'Northwind – Corporate due diligence',
  entityName: 'Northwind',
  expiresAt: new Date('2026-02-28T12:00:00.987Z'),
  unsaved: [],
  steps: [
    { step: 'DDQ', name: 'Corporate due diligence', isDone: false, isCurrent: true },
    { step: 'VERIFICATION', name: 'Identity check', isDone: false, isCurrent: false },
  ],
  ...changes,
});

export const pdf: FileView = {
  id: '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a',
  name: 'structure-chart.pdf',
  contentType: 'application/pdf',
  sizeBytes: 248_913,
  isOwn: true,
};

/** A question as it is when nothing has been said of it. */
export const questionView = (changes: Partial<QuestionView> = {}): QuestionView => ({
  id: '0190a8c4-7d1e-7c3a-9b52-000000000001',
  key: 'question',
  text: 'What is it?',
  type: 'TEXT',
  options: [],
  helpText: null,
  min: null,
  max: null,
  isRequired: false,
  visibleWhen: undefined,
  isShown: true,
  value: null,
  typed: undefined,
  fingerprint: '',
  isPrefilled: false,
  isHighlighted: false,
  isChangePending: false,
  problem: undefined,
  theirs: undefined,
  files: [],
  fileProblems: [],
  ...changes,
});

/** Of a questionnaire that is filled in on one page. */
const wholeForm = { page: { kind: 'all' }, isInParts: false, chosenLanguage: undefined } as const;

/** A page with one section of these questions. */
export const pageOf = (questions: QuestionView[], language: Language = 'en'): QuestionnaireView => ({
  request: requestView({ language }),
  ...wholeForm,
  effort: { minutes: 5, files: [] },
  changes: undefined,
  questionLanguage: language,
  today: '2026-03-01',
  sections: [{ title: 'Everything', questions }],
  answered: questions.filter(({ isShown, value }) => isShown && value !== null).length,
  total: questions.filter(({ isShown }) => isShown).length,
  feedback: undefined,
});

/** A questionnaire as a definition says it, with answers by key and whatever else is to be said of a question. */
export function questionnaireView({
  definition = companyQuestionnaire,
  answers = {},
  notes = {},
  request = requestView(),
}: {
  definition?: QuestionnaireDefinitionInput;
  answers?: Record<string, AnswerValue>;
  notes?: Record<string, Partial<QuestionView>>;
  request?: RequestView;
} = {}): QuestionnaireView {
  const defined = definition.sections.flatMap(({ questions }) => questions);
  const ids = new Map(defined.map(({ key }, index) => [key, questionId(index)]));
  const shown = new Set(visibleQuestions(defined, new Map(Object.entries(answers))).map(({ key }) => key));
  const sections = definition.sections.map(({ title, questions }) => ({
    title,
    questions: questions.map((question) =>
      questionView({
        id: ids.get(question.key) ?? '',
        key: question.key,
        text: question.text,
        type: question.type,
        options: question.options ?? [],
        helpText: question.helpText ?? null,
        min: question.min ?? null,
        max: question.max ?? null,
        isRequired: question.required ?? false,
        visibleWhen: question.visibleWhen
          ? { questionId: ids.get(question.visibleWhen.key) ?? '', equals: question.visibleWhen.equals }
          : undefined,
        isShown: shown.has(question.key),
        value: answers[question.key] ?? null,
        fingerprint: 'EjRWeJCrze8SNFZ4',
        ...notes[question.key],
      }),
    ),
  }));
  const asked = sections.flatMap(({ questions }) => questions).filter(({ isShown }) => isShown);
  return {
    request,
    ...wholeForm,
    effort: {
      minutes: 20,
      files: defined.filter(({ type }) => type === 'FILE').map(({ text }) => text),
    },
    changes: undefined,
    questionLanguage: request.language,
    today: '2026-03-01',
    sections,
    answered: asked.filter(({ value }) => value !== null).length,
    total: asked.length,
    feedback: undefined,
  };
}

const questionId = (index: number) => `0190a8c4-7d1e-7c3a-9b52-${String(index).padStart(12, '0')}`;

/** Some of the demo company's answers. */
export const someAnswers: Record<string, AnswerValue> = {
  legal_name: 'Northwind Traders GmbH',
  registration_number: 'HRB 123456',
  incorporation_date: '2011-04-01',
  incorporation_country: 'DE',
  legal_form: 'Other',
  legal_form_other: 'Kommanditgesellschaft auf Aktien',
  registered_address: 'Hafenstraße 12\n20359 Hamburg\nGermany',
  operates_elsewhere: false,
  listed: true,
  aml_programme: true,
  aml_components: ['Customer due diligence', 'Independent audit'],
  annual_revenue: 12_500_000.5,
  ownership_chart: [pdf.id],
};

export const verificationView = (changes: Partial<VerificationView> = {}): VerificationView => ({
  request: requestView({
    title: 'Jane Doe – Individual due diligence',
    entityName: 'Jane Doe',
    steps: [
      { step: 'DDQ', name: 'Individual due diligence', isDone: true, isCurrent: false },
      { step: 'VERIFICATION', name: 'Identity check', isDone: false, isCurrent: true },
    ],
  }),
  checks: (['DOCUMENT', 'IDENTITY', 'ENHANCED_IDENTITY', 'PROOF_OF_ADDRESS'] as const).map((check) => ({
    check,
    files: [],
    isMissing: false,
    fileProblems: [],
  })),
  hasConsented: false,
  isConsentMissing: false,
  feedback: undefined,
  ...changes,
});

export const hostedView = (changes: Partial<HostedVerificationView> = {}): HostedVerificationView => ({
  request: verificationView().request,
  checks: ['DOCUMENT', 'IDENTITY'],
  hasConsented: false,
  isConsentMissing: false,
  state: 'ready',
  hostedUrl: undefined,
  ...changes,
});

export function completedView(changes: Partial<CompletedView> = {}): CompletedView {
  const { sections } = questionnaireView({
    answers: someAnswers,
    notes: { ownership_chart: { files: [pdf] } },
  });
  return {
    request: requestView({
      steps: [
        { step: 'DDQ', name: 'Corporate due diligence', isDone: true, isCurrent: false },
        { step: 'VERIFICATION', name: 'Identity check', isDone: true, isCurrent: false },
      ],
    }),
    completedAt: new Date('2026-02-26T15:04:05.678Z'),
    sections: sections.map(({ title, questions }) => ({
      title,
      questions: questions.filter(({ isShown }) => isShown),
    })),
    ...changes,
  };
}
