import { exampleIds } from './example-ids.ts';

/** A request that a test carries out, so that it works as it is printed. */
export interface RequestExample {
  summary: string;
  body: Readonly<Record<string, unknown>>;
}

/** The value of a part of a form that is a file, in an example. */
export const exampleFile = 'register-extract.pdf';

const notes = { notes: 'All documents were checked.' };

/** Examples of bodies, by the name of the document. Every operation with a body has one. */
export const requestExamples: Readonly<Record<string, Readonly<Record<string, RequestExample>>>> = {
  SendWorkflow: {
    questionnaire: {
      summary: 'A questionnaire for a new company',
      body: {
        entity: { legal_name: 'Harbour Light Trading Ltd', jurisdiction: 'GB' },
        ddq: { questionnaire_id: 1 },
        email: 'compliance@harbourlight.example',
      },
    },
    both: {
      summary: 'A questionnaire and an identity check for a person',
      body: {
        entity: { entity_type: 'individual', first_name: 'Amara', last_name: 'Lindqvist' },
        ddq: { questionnaire_id: 2, response_name: 'Onboarding of Amara Lindqvist' },
        verification: { checks: { document: true, identity: true } },
        email: 'amara.lindqvist@mail.example',
        expiry_hours: 72,
      },
    },
    prefill: {
      summary: 'A response to fill in first; sends nothing',
      body: { entity_id: exampleIds.company, ddq: { questionnaire_id: 1, prefill: true } },
    },
  },
  CreateBatch: {
    two: {
      summary: 'A questionnaire for two new companies',
      body: {
        name: 'Suppliers 2026',
        sends: [
          {
            entity: { legal_name: 'Harbour Light Trading Ltd', jurisdiction: 'GB' },
            ddq: { questionnaire_id: 1 },
            email: 'compliance@harbourlight.example',
          },
          {
            entity: { legal_name: 'Fjordline Logistics AS', jurisdiction: 'NO' },
            ddq: { questionnaire_id: 1 },
            email: 'office@fjordline.example',
          },
        ],
      },
    },
  },
  CancelBatch: { cancel: { summary: 'No further details', body: {} } },
  PreviewWorkflow: {
    person: {
      summary: 'An identity check for a person',
      body: {
        entity: { entity_type: 'individual', first_name: 'Amara', last_name: 'Lindqvist' },
        verification: { checks: { document: true } },
        email: 'amara.lindqvist@mail.example',
      },
    },
  },
  PreviewPrefillResponse: {
    preview: { summary: 'To another address', body: { email: 'legal@harbourlight.example' } },
  },
  ResendWorkflow: { resend: { summary: 'A link with a new deadline', body: { expiry_hours: 48 } } },
  RevokeWorkflow: { revoke: { summary: 'No further details', body: {} } },
  SendPrefillResponse: {
    send: { summary: 'To another address', body: { email: 'legal@harbourlight.example', expiry_hours: 72 } },
  },
  SaveResponse: {
    answers: {
      summary: 'Two answers, one of which is cleared',
      body: {
        answers: [
          { question_key: 'legal_name', value: 'Harbour Light Trading Ltd' },
          { question_key: 'trading_names', value: null },
        ],
      },
    },
  },
  AutofillResponse: {
    all: { summary: 'From every document of the entity', body: {} },
    some: { summary: 'From one document', body: { document_ids: [exampleIds.document] } },
  },
  StartReview: { start: { summary: 'No further details', body: {} } },
  RequestChanges: {
    changes: {
      summary: 'With the question concerned',
      body: { message: 'Please enter your name as in your passport.', question_keys: ['full_name'] },
    },
  },
  UpdateResponse: {
    assign: {
      summary: 'To a colleague, with a due date',
      body: { assignee: 'Jane Doe <jane.doe@example.com>', due_at: '2026-03-31T16:00:00Z' },
    },
    tag: { summary: 'New tags, no assignee', body: { assignee: null, tags: ['Priority', 'Q2 review'] } },
  },
  CommentOnResponse: {
    comment: {
      summary: 'On one answer',
      body: { question_key: 'full_name', text: 'Differs from the passport: ask for a certified copy.' },
    },
  },
  CompleteReview: { complete: { summary: 'With notes', body: notes } },
  ApproveResponse: { approve: { summary: 'With notes', body: notes } },
  RejectResponse: {
    reject: { summary: 'With a reason', body: { reason: 'The ownership could not be established.' } },
  },
  CreateEntity: {
    company: {
      summary: 'A company',
      body: {
        legal_name: 'Harbour Light Trading Ltd',
        trading_name: 'Harbour Light',
        jurisdiction: 'GB',
        external_id: 'crm-4711',
      },
    },
    individual: {
      summary: 'A person',
      body: {
        entity_type: 'individual',
        first_name: 'Amara',
        last_name: 'Lindqvist',
        email: 'amara.lindqvist@mail.example',
      },
    },
  },
  UpdateEntity: {
    change: { summary: 'One field changed, one cleared', body: { phone: '+44 20 7946 0000', email: null } },
  },
  HoldEntity: { hold: { summary: 'With a reason', body: { reason: 'An investigation is in progress.' } } },
  ReleaseEntity: { release: { summary: 'No further details', body: {} } },
  EraseEntity: {
    erase: { summary: 'A request by the person', body: { reason: 'Request under article 17 GDPR.' } },
  },
  UploadDocument: { file: { summary: 'A PDF', body: { file: exampleFile } } },
  RecordVerificationOutcome: {
    clear: { summary: 'A clear outcome', body: { outcome: 'clear' } },
    issue: {
      summary: 'An issue with its reason',
      body: { outcome: 'issue', reason: 'The photo does not match the passport.' },
    },
  },
  CreateWebhook: {
    some: {
      summary: 'Two types of events',
      body: {
        url: 'https://crm.example.com/hooks/postern',
        events: ['response.submitted', 'verification.completed'],
        description: 'Compliance inbox',
      },
    },
    all: {
      summary: 'Every event',
      body: { url: 'https://crm.example.com/hooks/postern', events: ['*'] },
    },
  },
  UpdateWebhook: { disable: { summary: 'A webhook to disable', body: { enabled: false } } },
  RedeliverWebhook: { redeliver: { summary: 'No further details', body: {} } },
  RotateWebhookSecret: { rotate: { summary: 'No further details', body: {} } },
  TestWebhook: { test: { summary: 'No further details', body: {} } },
};
