import { type Document, graphql } from '../../command-line/graphql.ts';

/*
 * Everything that the page asks the public API, in one file. The types of results and variables follow from schema.graphql.
 */

export const viewerQuery = graphql(`
  query Viewer {
    viewer {
      tenant { name fourEyes }
      apiKey { name mode scopes }
    }
  }
`);

export const queueQuery = graphql(`
  query Queue($filter: ResponseFilter, $first: Int, $last: Int, $after: String, $before: String) {
    responses(filter: $filter, first: $first, last: $last, after: $after, before: $before) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { id name status updatedAt riskLevel dueAt tags assignee { name } entity { name } questionnaire { name } }
    }
  }
`);

export const countsQuery = graphql(`
  query Counts {
    submitted: responses(filter: { statuses: [SUBMITTED, RESUBMITTED] }, first: 0) { totalCount }
    underReview: responses(filter: { statuses: [UNDER_REVIEW] }, first: 0) { totalCount }
    reviewed: responses(filter: { statuses: [REVIEWED] }, first: 0) { totalCount }
  }
`);

export const responseQuery = graphql(`
  query Response($id: ID!) {
    response(id: $id) {
      id name status createdAt submittedAt reviewedAt dueAt tags riskLevel
      assignee { name email }
      reviewedBy { name email }
      decidedBy { name email }
      flags { level question text }
      entity { name }
      questionnaire { name }
      questionnaireVersion { number sections { id title questions { id key } } }
      answers {
        id value
        question { id key text type }
        source { documentId documentName page quote confidence engine }
      }
      documents(first: 100) { nodes { id name sizeBytes } }
      workflowSessions(first: 10) { nodes { id email status expiresAt } }
      submissions(first: 10) {
        nodes { id number submittedAt changes { before after question { id text type } } }
      }
      auditEvents(first: 50) {
        totalCount
        nodes { id type createdAt actor { kind name person { name } } details }
      }
    }
  }
`);

const problem = graphql(`
  fragment Problem on Error {
    message
    ... on ValidationError { fields { path messages } }
  }
`);

export const startReviewMutation = graphql(
  `
    mutation StartReview($input: StartReviewInput!) {
      startReview(input: $input) {
        __typename
        ...Problem
      }
    }
  `,
  [problem],
);

export const completeReviewMutation = graphql(
  `
    mutation CompleteReview($input: CompleteReviewInput!) {
      completeReview(input: $input) {
        __typename
        ...Problem
      }
    }
  `,
  [problem],
);

export const approveMutation = graphql(
  `
    mutation Approve($input: ApproveResponseInput!) {
      approveResponse(input: $input) {
        __typename
        ...Problem
      }
    }
  `,
  [problem],
);

export const rejectMutation = graphql(
  `
    mutation Reject($input: RejectResponseInput!) {
      rejectResponse(input: $input) {
        __typename
        ...Problem
      }
    }
  `,
  [problem],
);

export const requestChangesMutation = graphql(
  `
    mutation RequestChanges($input: RequestChangesInput!) {
      requestChanges(input: $input) {
        __typename
        ...Problem
      }
    }
  `,
  [problem],
);

export const resendMutation = graphql(
  `
    mutation Resend($input: ResendWorkflowInput!) {
      resendWorkflow(input: $input) {
        __typename
        ...Problem
      }
    }
  `,
  [problem],
);

export const revokeMutation = graphql(
  `
    mutation Revoke($input: RevokeWorkflowInput!) {
      revokeWorkflow(input: $input) {
        __typename
        ...Problem
      }
    }
  `,
  [problem],
);

/** What an operation brings. */
export type ResultOf<Operation> = Operation extends Document<infer Result, infer _Variables> ? Result : never;

/** A response as its page has it. */
export type CaseFile = NonNullable<ResultOf<typeof responseQuery>['response']>;
