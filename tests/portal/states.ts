import type { Language } from '../../src/languages.ts';
import {
  renderCompletedPage,
  renderHostedReturnPage,
  renderHostedVerificationPage,
  renderNoticePage,
  renderQuestionnairePage,
  renderTroublePage,
  renderVerificationPage,
} from '../../src/portal/pages/pages.ts';
import type { NoticeView, QuestionnaireView, UnsavedAnswers } from '../../src/portal/views/views.ts';
import {
  completedView,
  hostedView,
  pdf,
  questionnaireView,
  requestView,
  someAnswers,
  verificationView,
} from './request-views.ts';

const frame = { nonce: 'of-the-test' };
const unsaved: UnsavedAnswers = [
  { text: 'What is the legal name?', type: 'TEXT', value: 'Northwind', files: [] },
];
const accentColour = '#ffcc00';

type Render = (language: Language) => string;

const questionnaire =
  (changes: Partial<QuestionnaireView> = {}, view: Parameters<typeof questionnaireView>[0] = {}): Render =>
  (language) => {
    const request = { ...requestView({ accentColour }), ...changes.request, language };
    return renderQuestionnairePage({ ...questionnaireView(view), ...changes, request }, frame);
  };

const verification =
  (changes: Parameters<typeof verificationView>[0] = {}): Render =>
  (language) => {
    const view = verificationView(changes);
    return renderVerificationPage({ ...view, request: { ...view.request, language } }, frame);
  };

const hosted =
  (changes: Parameters<typeof hostedView>[0] = {}): Render =>
  (language) => {
    const view = hostedView(changes);
    return renderHostedVerificationPage({ ...view, request: { ...view.request, language } }, frame);
  };

const notice =
  (state: NoticeView['state'], changes: { isLinkRequested?: boolean } = {}): Render =>
  (language) =>
    renderNoticePage(
      {
        language,
        state,
        tenantName: 'Acme Bank',
        accentColour,
        contact: {
          email: 'kyc@acme.example',
          phone: '+44 20 7946 0958',
          privacyUrl: 'https://acme.example/privacy',
        },
        title: 'Northwind – Corporate due diligence',
        expiresAt: requestView().expiresAt,
        unsaved,
        isLinkRequested: false,
        ...changes,
      } as NoticeView,
      frame,
    );

/** Every page that a recipient can come to see. */
export const pageStates: Record<string, Render> = {
  'a fresh questionnaire': questionnaire(),
  'a saved draft': questionnaire(
    { feedback: 'saved' },
    {
      answers: someAnswers,
      notes: { ownership_chart: { files: [pdf] }, legal_name: { isPrefilled: true } },
    },
  ),
  'a rejected questionnaire': questionnaire(
    { feedback: 'rejected' },
    {
      answers: someAnswers,
      notes: {
        legal_name: { theirs: { value: 'Northwind AG' } },
        website: { problem: 'malformed', typed: 'northwind' },
        incorporation_date: { problem: 'malformed', typed: '31.02.2011', value: null },
        incorporation_country: { problem: 'malformed', typed: 'Atlantis', value: null },
        listed: { problem: 'missing', value: null },
        aml_components: { problem: 'missing', value: null },
        ownership_chart: {
          problem: 'missing',
          fileProblems: [{ name: 'a.zip', reason: 'type_not_accepted' }],
        },
      },
    },
  ),
  'a request for changes': questionnaire(
    {
      changes: { message: 'Please check the register.\nThank you.' },
      request: requestView({ unsaved, accentColour }),
    },
    { answers: someAnswers, notes: { registration_number: { isHighlighted: true, isChangePending: true } } },
  ),
  'the sections of a long questionnaire': questionnaire(
    { isInParts: true, page: { kind: 'tasks' } },
    { answers: someAnswers },
  ),
  'the sections of a questionnaire with requested changes': questionnaire(
    { isInParts: true, page: { kind: 'tasks' }, changes: { message: 'Please check the register.' } },
    { answers: someAnswers, notes: { registration_number: { isHighlighted: true, isChangePending: true } } },
  ),
  'a section of a long questionnaire': questionnaire(
    { isInParts: true, page: { kind: 'section', number: 2, isFromCheck: false }, feedback: 'rejected' },
    {
      answers: someAnswers,
      notes: {
        listed: { problem: 'missing', value: null },
        ownership_chart: { fileProblems: [{ name: 'a.zip', reason: 'type_not_accepted' }] },
      },
    },
  ),
  'the answers before they are submitted': questionnaire(
    { isInParts: true, page: { kind: 'check' }, feedback: 'rejected' },
    { answers: someAnswers, notes: { listed: { problem: 'missing', value: null } } },
  ),
  'a fresh verification': verification(),
  'a rejected verification': verification({
    feedback: 'rejected',
    isConsentMissing: true,
    checks: verificationView().checks.map((check, index) => ({
      ...check,
      isMissing: index > 0,
      files: index === 0 ? [pdf] : [],
      fileProblems: index === 1 ? [{ name: 'me.gif', reason: 'type_not_accepted' }] : [],
    })),
  }),
  'a verification with uploads': verification({ feedback: 'saved', hasConsented: true }),
  'a hosted verification': hosted(),
  'a hosted verification without consent': hosted({ isConsentMissing: true }),
  'a hosted verification that has begun': hosted({
    state: 'begun',
    hasConsented: true,
    hostedUrl: 'https://verify.example/flow?a=1&b=2',
  }),
  'a hosted verification that cannot begin': hosted({ state: 'failed', hasConsented: true }),
  'a completed request': (language) => {
    const view = completedView();
    return renderCompletedPage({ ...view, request: { ...view.request, language } }, frame);
  },
  'an expired link': notice('expired'),
  'an expired link whose recipient has requested a new one': notice('expired', { isLinkRequested: true }),
  'a revoked link': notice('revoked'),
  'a replaced link': notice('replaced'),
  'a link that was rolled back': notice('rolled back'),
  'a link that is not settled': notice('pending'),
  'an unknown link': notice('unknown'),
  'too many visits': (language) => renderTroublePage({ language, trouble: 'busy' }),
  'a failure': (language) => renderTroublePage({ language, trouble: 'failed' }),
  'the way back from a provider': (language) => renderHostedReturnPage({ language, outcome: 'done' }),
  'the way out of a provider': (language) => renderHostedReturnPage({ language, outcome: 'cancelled' }),
};

export const inBothLanguages = Object.entries(pageStates).flatMap(([state, render]) =>
  (['en', 'de'] as const).map((language) => ({ state, language, html: render(language) })),
);
