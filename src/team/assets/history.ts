import { element } from './elements.ts';
import type { CaseFile } from './operations.ts';
import { formatTime, texts } from './texts/texts.ts';
import { valueElement } from './values.ts';

type Submission = CaseFile['submissions']['nodes'][number];
type AuditEvent = CaseFile['auditEvents']['nodes'][number];

/** Each submission with what changed since the one before. */
export function submissionsSection({ submissions }: CaseFile): HTMLElement | null {
  const { response: labels } = texts;
  return submissions.nodes.length === 0
    ? null
    : element('section', {}, element('h2', {}, labels.submissions), ...submissions.nodes.map(submission));
}

function submission({ number, submittedAt, changes }: Submission): HTMLElement {
  const { response: labels } = texts;
  const heading = element('h3', {}, `${labels.submission(number)} · ${formatTime(submittedAt)}`);
  if (number === 1 || changes.length === 0) {
    const text = number === 1 ? labels.firstSubmission : labels.noChanges;
    return element('section', { className: 'card' }, heading, element('p', {}, text));
  }
  return element(
    'section',
    { className: 'card' },
    heading,
    element(
      'dl',
      { className: 'answers' },
      ...changes.map(({ question, before, after }) =>
        element(
          'div',
          {},
          element('dt', {}, question.text),
          element(
            'dd',
            {},
            element('small', {}, `${labels.before}: `),
            element('del', {}, valueElement(before, question)),
          ),
          element(
            'dd',
            {},
            element('small', {}, `${labels.after}: `),
            element('ins', {}, valueElement(after, question)),
          ),
        ),
      ),
    ),
  );
}

/** The audit trail, newest first, with the notes and reasons that people wrote. */
export function historySection({ auditEvents }: CaseFile): HTMLElement {
  const { response: labels } = texts;
  const { nodes, totalCount } = auditEvents;
  return element(
    'section',
    {},
    element('h2', {}, labels.history),
    element('ol', { className: 'card trail' }, ...nodes.map(historyItem)),
    totalCount > nodes.length && element('p', {}, labels.newest(nodes.length, totalCount)),
  );
}

const historyItem = ({ type, createdAt, actor, details }: AuditEvent): HTMLElement =>
  element(
    'li',
    {},
    element('strong', {}, texts.events[type]),
    element(
      'p',
      {},
      `${formatTime(createdAt)} · ${actor.person?.name ?? actor.name} (${texts.actors[actor.kind]})`,
    ),
    ...writtenTexts(details).map((text) => element('p', { className: 'note' }, text)),
  );

/** What a person wrote: the only details that read well without knowing the API. */
const writtenTexts = (details: unknown): string[] =>
  Object.entries(details ?? {})
    .filter(([key]) => ['notes', 'reason', 'message'].includes(key))
    .map(([, value]) => String(value));
