import type { z } from 'zod';
import { createEntity } from '../domain/entities/create-entity.ts';
import { updateEntity } from '../domain/entities/update-entity.ts';
import { saveResponse } from '../domain/responses/save-response.ts';
import { sendPrefillResponse } from '../domain/workflows/send-prefill-response.ts';
import { sendWorkflow } from '../domain/workflows/send-workflow.ts';
import {
  CreateEntityDocument,
  GetCreditsDocument,
  GetEntityDocument,
  GetQuestionnaireDocument,
  GetResponseDocument,
  GetVerificationSessionDocument,
  GetWorkflowSessionDocument,
  ListCapturedMailsDocument,
  ListEntitiesDocument,
  ListQuestionnairesDocument,
  ListResponsesDocument,
  SaveResponseDocument,
  SendPrefillResponseDocument,
  SendWorkflowDocument,
  UpdateEntityDocument,
} from './generated/graphql.ts';

/**
 * One documented path: a stored GraphQL operation under another name. Everything else about it, from the body's fields
 * to the answer's, follows from the operation.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below `/api/v1`. Each `{parameter}` is a variable of the operation. */
  path: string;
  document: { toString(): string };
  /** The status of a success. */
  status: 200 | 201;
  summary: string;
  /** For a mutation: what its input must be, to name every problem of a body at once. */
  operation?: { input: z.ZodType };
  /** Which variable, or for a mutation which input field, a path parameter is, where the names differ. */
  parameters?: Readonly<Record<string, string>>;
  /** Where the object lies in the answer, where it is not the operation's only field. */
  answer?: readonly string[];
}

export const routes: readonly Route[] = [
  {
    method: 'POST',
    path: '/workflows/send/',
    document: SendWorkflowDocument,
    operation: sendWorkflow,
    status: 201,
    summary: 'Send a questionnaire, a verification or both, or create a prefilled response',
  },
  {
    method: 'GET',
    path: '/workflows/{session_id}/',
    document: GetWorkflowSessionDocument,
    parameters: { session_id: 'id' },
    status: 200,
    summary: 'Read a workflow session',
  },
  {
    method: 'GET',
    path: '/responses/',
    document: ListResponsesDocument,
    status: 200,
    summary: 'List responses',
  },
  {
    method: 'GET',
    path: '/responses/{id}/',
    document: GetResponseDocument,
    status: 200,
    summary: 'Read a response with its answers',
  },
  {
    method: 'POST',
    path: '/responses/{id}/send/',
    document: SendPrefillResponseDocument,
    operation: sendPrefillResponse,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Send a prefilled response to its recipient',
  },
  {
    method: 'PUT',
    path: '/responses/{id}/save/',
    document: SaveResponseDocument,
    operation: saveResponse,
    parameters: { id: 'responseId' },
    status: 200,
    summary: 'Save answers',
  },
  {
    method: 'GET',
    path: '/entities/',
    document: ListEntitiesDocument,
    status: 200,
    summary: 'List entities',
  },
  {
    method: 'POST',
    path: '/entities/',
    document: CreateEntityDocument,
    operation: createEntity,
    status: 201,
    summary: 'Create an entity',
  },
  {
    method: 'GET',
    path: '/entities/{id}/',
    document: GetEntityDocument,
    status: 200,
    summary: 'Read an entity',
  },
  {
    method: 'PATCH',
    path: '/entities/{id}/',
    document: UpdateEntityDocument,
    operation: updateEntity,
    parameters: { id: 'entityId' },
    status: 200,
    summary: 'Change an entity',
  },
  {
    method: 'GET',
    path: '/questionnaires/',
    document: ListQuestionnairesDocument,
    status: 200,
    summary: 'List questionnaires',
  },
  {
    method: 'GET',
    path: '/questionnaires/{id}/',
    document: GetQuestionnaireDocument,
    status: 200,
    summary: 'Read a questionnaire with its questions',
  },
  {
    method: 'GET',
    path: '/verification-sessions/{id}/',
    document: GetVerificationSessionDocument,
    status: 200,
    summary: 'Read a verification session',
  },
  {
    method: 'GET',
    path: '/captured-mails/',
    document: ListCapturedMailsDocument,
    status: 200,
    summary: 'List captured mails',
  },
  {
    method: 'GET',
    path: '/credits/',
    document: GetCreditsDocument,
    answer: ['viewer', 'tenant', 'credits'],
    status: 200,
    summary: 'Read the send credits',
  },
];
