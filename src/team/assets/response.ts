import { queueAddress } from './addresses.ts';
import { answersSection } from './answers.ts';
import type { App, View } from './app.ts';
import { execute } from './client.ts';
import { decisionsSection, linksSection } from './decisions.ts';
import { element } from './elements.ts';
import { historySection, submissionsSection } from './history.ts';
import { type CaseFile, responseQuery } from './operations.ts';
import { riskBadge, statusBadge } from './statuses.ts';
import { formatTime, texts } from './texts/texts.ts';

/** One response with everything about it. @throws CallFailure */
export async function responseView(app: App, id: string, reload: () => Promise<void>): Promise<View> {
  const { response } = await execute(app.session, responseQuery, { id });
  const back = element('p', {}, element('a', { href: queueAddress({}) }, `← ${texts.response.back}`));
  if (!response) {
    return {
      title: texts.response.missing,
      content: element('section', {}, back, element('h1', { tabIndex: -1 }, texts.response.missing)),
    };
  }
  return {
    title: response.name,
    content: element(
      'div',
      {},
      back,
      element('h1', { tabIndex: -1 }, response.name),
      element(
        'p',
        { className: 'badges' },
        statusBadge(response.status),
        response.riskLevel && riskBadge(response.riskLevel),
      ),
      element(
        'div',
        { className: 'case' },
        element(
          'div',
          { className: 'aside' },
          facts(response),
          decisionsSection(app, response, reload),
          linksSection(app, response, reload),
          flags(response),
        ),
        element(
          'div',
          {},
          answersSection(app, response),
          submissionsSection(response),
          historySection(response),
        ),
      ),
    ),
  };
}

function facts(response: CaseFile): HTMLElement {
  const { response: labels } = texts;
  const { questionnaire, questionnaireVersion, submittedAt, reviewedBy, decidedBy, assignee, dueAt } =
    response;
  const rows: [string, string | undefined][] = [
    [labels.entity, response.entity.name],
    [labels.questionnaire, `${questionnaire.name}, ${labels.version(questionnaireVersion.number)}`],
    [labels.submitted, submittedAt ? formatTime(submittedAt) : undefined],
    [labels.reviewedBy, reviewedBy?.name],
    [labels.decidedBy, decidedBy?.name],
    [labels.assignee, assignee?.name],
    [labels.due, dueAt ? formatTime(dueAt) : undefined],
    [labels.tags, response.tags.join(', ') || undefined],
  ];
  return element(
    'section',
    { className: 'card' },
    element('h2', {}, labels.facts),
    element(
      'dl',
      { className: 'facts' },
      ...rows
        .filter(([, value]) => value !== undefined)
        .map(([label, value]) => element('div', {}, element('dt', {}, label), element('dd', {}, value))),
    ),
  );
}

const flags = ({ flags: raised }: CaseFile): HTMLElement | null =>
  raised.length === 0
    ? null
    : element(
        'section',
        { className: 'card' },
        element('h2', {}, texts.response.flags),
        element(
          'ul',
          { className: 'flags' },
          ...raised.map(({ level, text }) => element('li', {}, riskBadge(level), ' ', text)),
        ),
      );
