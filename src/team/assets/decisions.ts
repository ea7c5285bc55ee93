import type { App } from './app.ts';
import { execute } from './client.ts';
import { type Decision, linkSteps, reviewSteps } from './decision-steps.ts';
import { openDialog } from './dialog.ts';
import { element } from './elements.ts';
import type { CaseFile } from './operations.ts';
import { describeFailure } from './outcome.ts';
import { formatTime, texts } from './texts/texts.ts';

/** What the response's status and the key's scopes allow, as buttons that ask before they act. */
export function decisionsSection(app: App, response: CaseFile, reload: () => Promise<void>): HTMLElement {
  const { decisions: labels } = texts;
  const steps = reviewSteps(response);
  const isSamePerson =
    app.viewer.tenant.fourEyes &&
    response.status === 'REVIEWED' &&
    response.reviewedBy?.email.toLowerCase() === app.session.email.toLowerCase();
  return element(
    'section',
    { className: 'card' },
    element('h2', {}, labels.heading),
    steps.length === 0 && element('p', {}, labels.nothing),
    isSamePerson && element('p', { className: 'note' }, labels.fourEyes(app.session.name)),
    ...stepButtons(app, steps, reload),
  );
}

/** The newest links, and what can be done with the last one. */
export function linksSection(
  app: App,
  response: CaseFile,
  reload: () => Promise<void>,
): HTMLElement | undefined {
  const { nodes } = response.workflowSessions;
  if (nodes.length === 0) {
    return undefined;
  }
  return element(
    'section',
    { className: 'card' },
    element('h2', {}, texts.response.links),
    element(
      'dl',
      { className: 'facts' },
      ...nodes.map(({ email, status, expiresAt }) =>
        element(
          'div',
          {},
          element('dt', {}, email),
          element('dd', {}, `${texts.sessions[status]}, ${texts.response.expires(formatTime(expiresAt))}`),
        ),
      ),
    ),
    ...stepButtons(app, linkSteps(response), reload),
  );
}

/** The first step is the one that a reader most likely wants. Those that the key does not allow are explained instead. */
function stepButtons(app: App, steps: readonly Decision[], reload: () => Promise<void>): HTMLElement[] {
  const { decisions: labels } = texts;
  const has = (scope: Decision['scope']) => app.viewer.apiKey.scopes.includes(scope);
  const allowed = steps.filter(({ scope }) => has(scope));
  const missing = new Set(steps.map(({ scope }) => scope).filter((scope) => !has(scope)));
  return [
    ...(missing.has('ADMIN') ? [element('p', {}, labels.needsAdmin)] : []),
    ...(missing.has('SEND') ? [element('p', {}, labels.needsSend)] : []),
    ...(allowed.length === 0
      ? []
      : [
          element(
            'div',
            { className: 'actions' },
            ...allowed.map((step, index) => stepButton(app, step, { isFirst: index === 0, reload })),
          ),
        ]),
  ];
}

function stepButton(
  app: App,
  step: Decision,
  { isFirst, reload }: { isFirst: boolean; reload: () => Promise<void> },
): HTMLElement {
  const button = element(
    'button',
    { type: 'button', className: step.isDangerous ? 'danger' : isFirst ? 'primary' : '' },
    step.title,
  );
  button.addEventListener('click', () => {
    const { body, run } = step.open();
    openDialog({
      title: step.title,
      lead: step.lead,
      isDangerous: step.isDangerous,
      body,
      confirm: async () => {
        try {
          const failure = await run((operation, variables) => execute(app.session, operation, variables));
          return failure && describeFailure(failure);
        } catch (error) {
          return { text: app.report(error) };
        }
      },
      onDone: async () => {
        await reload();
        app.announce(`${step.title}: ${texts.decisions.done}`);
      },
    });
  });
  return button;
}
