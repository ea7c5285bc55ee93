import { isId } from '../../ids.ts';

/** What takes the place of a text about people that must be there. */
export const erasedText = '[erased]';

/** What takes the place of an email address that must be there: one that can never receive an email (RFC 2606). */
export const erasedAddress = 'erased@erased.invalid';

/**
 * Texts that do not describe the entity or its recipients: words of the gateway's own lists, keys of questionnaires, names of API
 * keys, people of the team.
 */
const keptTexts = new Set([
  'acting_user',
  'actor_kind',
  'actor_name',
  'assignee',
  'check',
  'checks',
  'completed_steps',
  'content_type',
  'decided_by',
  'due_at',
  'engine',
  'entity_type',
  'kind',
  'language',
  'mode',
  'outcome',
  'planned_checks',
  'planned_language',
  'previous_outcome',
  'provider',
  'question_keys',
  'reviewed_by',
  'risk_level',
  'statement',
  'status',
  'steps',
  'type',
]);

/** Questionnaires and people belong to the team, as do all texts below these keys. */
const keptObjects = new Set(['acting_user', 'assignee', 'decided_by', 'questionnaire', 'reviewed_by']);

/** Texts that can be absent. */
const absentTexts = new Set([
  'error',
  'external_id',
  'first_name',
  'jurisdiction',
  'last_name',
  'legal_name',
  'message',
  'phone',
  'planned_email',
  'previous_email',
  'provider_client_id',
  'trading_name',
  'unreadable_reason',
]);

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * A value without what it says of people: ids, times, numbers and words of the gateway's own lists stay, and every other text
 * is replaced, also one of a kind that is added later. For what is kept of an object at some moment: the data of webhook events
 * and the responses of idempotent requests.
 *
 * @param key the name of the field that has the value, in snake_case or camelCase
 */
export function withoutPersonalTexts(value: unknown, key = ''): unknown {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (Array.isArray(value)) {
    return value.map((item) => withoutPersonalTexts(item, key));
  }
  if (isPlainObject(value)) {
    return keptObjects.has(name)
      ? value
      : Object.fromEntries(
          Object.entries(value).map(([field, content]) => [field, withoutPersonalTexts(content, field)]),
        );
  }
  if (typeof value !== 'string' || isId(value) || time.test(value) || keptTexts.has(name)) {
    return value;
  }
  if (absentTexts.has(name)) {
    return null;
  }
  return name === 'email' ? erasedAddress : erasedText;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The keys whose texts stay in the details of the audit trail. */
export const keptDetails: readonly string[] = [...keptTexts, 'document_id', 'evidence_id', 'expired_at'];
