import { demoIds } from '../../domain/tenants/demo/demo-ids.ts';

/** The ids in examples, one of each kind: those of the demo tenant, and made-up ones of what it does not have. */
export const exampleIds = {
  ...demoIds,
  batch: '01982f4e-0c00-7000-8000-00000000000a',
  capturedMail: '01982f4e-0c00-7000-8000-000000000001',
  delivery: '01982f4e-0c00-7000-8000-000000000002',
  event: '01982f4e-0c00-7000-8000-000000000003',
  evidence: '01982f4e-0c00-7000-8000-000000000004',
  job: '01982f4e-0c00-7000-8000-000000000005',
  request: '6f1c2f0e-7c3a-4b52-9d7e-1c5f0a4be8d3',
  question: '01982f4e-0c00-7000-8000-000000000006',
  comment: '01982f4e-0d00-7000-8000-000000000001',
  submission: '01982f4e-0c00-7000-8000-000000000009',
  verificationSession: '01982f4e-0c00-7000-8000-000000000007',
  webhook: '01982f4e-0c00-7000-8000-000000000008',
};
