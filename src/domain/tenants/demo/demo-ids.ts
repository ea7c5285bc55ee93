/**
 * The ids of what the demo tenant has, which examples of both APIs refer to. They are the same in every database, so that
 * the examples work as they are where there is a demo tenant.
 */
export const demoIds = {
  tenant: '01900000-0000-7000-8000-00000000d3e0',
  company: '01900000-0000-7000-8000-00000000d301',
  individual: '01900000-0000-7000-8000-00000000d302',
  /** A questionnaire that the individual has submitted. */
  response: '01900000-0000-7000-8000-00000000d303',
  /** A response of the company for the team to fill in. */
  prefill: '01900000-0000-7000-8000-00000000d304',
  /** A file of the company, which says some of the answers. */
  document: '01900000-0000-7000-8000-00000000d305',
  /** What the submitted response was requested by. */
  workflowSession: '01900000-0000-7000-8000-00000000d306',
} as const;
