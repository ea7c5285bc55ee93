import { type QueueState, queueAddress, responseAddress } from './addresses.ts';
import type { App, View } from './app.ts';
import { execute } from './client.ts';
import { element, field } from './elements.ts';
import { countsQuery, queueQuery, type ResultOf } from './operations.ts';
import { allStatuses, riskBadge, statusBadge } from './statuses.ts';
import { formatTime, texts } from './texts/texts.ts';

const pageSize = 25;

type Row = ResultOf<typeof queueQuery>['responses']['nodes'][number];

/** The list of responses, as its address says. @throws CallFailure */
export async function queueView({ session, announce }: App, state: QueueState): Promise<View> {
  const { status, search, after, before } = state;
  const [{ responses }, counts] = await Promise.all([
    execute(session, queueQuery, {
      filter: { ...(status && { statuses: [status] }), ...(search !== '' && { search }) },
      ...(before === undefined ? { first: pageSize, after: after ?? null } : { last: pageSize, before }),
    }),
    execute(session, countsQuery, {}),
  ]);
  const { queue: labels } = texts;
  announce(labels.found(responses.totalCount));
  return {
    title: labels.heading,
    content: element(
      'section',
      {},
      element('h1', { tabIndex: -1 }, labels.heading),
      element(
        'dl',
        { className: 'counts' },
        count(labels.waiting, counts.submitted.totalCount),
        count(labels.underReview, counts.underReview.totalCount),
        count(labels.toDecide, counts.reviewed.totalCount),
      ),
      filterForm(state),
      element('p', { className: 'found' }, labels.found(responses.totalCount)),
      responses.nodes.length === 0
        ? element('p', { className: 'card empty' }, labels.none)
        : element('ul', { className: 'card rows' }, ...responses.nodes.map(row)),
      pages(state, responses.pageInfo),
    ),
  };
}

const count = (label: string, number: number): HTMLElement =>
  element('div', {}, element('dt', {}, label), element('dd', {}, number.toLocaleString(texts.language)));

function filterForm({ status, search }: QueueState): HTMLElement {
  const { queue: labels } = texts;
  const searchBox = element('input', { id: 'search', type: 'search', value: search, maxLength: 200 });
  const choice = element(
    'select',
    { id: 'status' },
    element('option', { value: '' }, labels.anyStatus),
    ...allStatuses.map((value) =>
      element('option', { value, selected: value === status }, texts.statuses[value]),
    ),
  );
  const form = element(
    'form',
    { className: 'filters', role: 'search' },
    field({ label: labels.search, control: searchBox }),
    field({ label: labels.status, control: choice }),
    element('button', { type: 'submit', className: 'primary' }, labels.submit),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const chosen = allStatuses.find((value) => value === choice.value);
    location.hash = queueAddress({ status: chosen, search: searchBox.value.trim() });
  });
  return form;
}

function row({ id, name, status, updatedAt, riskLevel, dueAt, tags, assignee, ...rest }: Row): HTMLElement {
  return element(
    'li',
    {},
    element(
      'div',
      {},
      element('a', { href: responseAddress(id) }, name),
      element(
        'p',
        {},
        [rest.entity.name, rest.questionnaire.name, assignee?.name, ...tags].filter(Boolean).join(' · '),
      ),
    ),
    element('div', { className: 'badges' }, statusBadge(status), riskLevel && riskBadge(riskLevel)),
    element(
      'p',
      { className: 'time' },
      dueAt === null
        ? `${texts.queue.updated} ${formatTime(updatedAt)}`
        : `${texts.queue.due} ${formatTime(dueAt)}`,
    ),
  );
}

/** Links to the pages before and after, by the cursors of this one. */
function pages(
  { status, search }: QueueState,
  pageInfo: ResultOf<typeof queueQuery>['responses']['pageInfo'],
): HTMLElement | null {
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = pageInfo;
  if (!hasPreviousPage && !hasNextPage) {
    return null;
  }
  const link = (label: string, cursors: Partial<QueueState>) =>
    element('a', { href: queueAddress({ status, search, ...cursors }) }, label);
  return element(
    'nav',
    { className: 'pages', ariaLabel: texts.queue.pages },
    hasPreviousPage && link(texts.queue.newer, { before: startCursor ?? undefined }),
    hasNextPage && link(texts.queue.older, { after: endCursor ?? undefined }),
  );
}
