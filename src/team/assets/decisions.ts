import type { App } from './app.ts';
import { execute } from './client.ts';
import { type Decision, decisionsOf } from './decision-steps.ts';
import { openDialog } from './dialog.ts';
import { element } from './elements.ts';
import type { CaseFile } from './operations.ts';
import { describeFailure } from './outcome.ts';
import { texts } from './texts/texts.ts';

/** What the response's status and the key's scopes allow, as buttons that ask before they act. */
export function decisionsSection(app: App, response: CaseFile, reload: () => Promise<void>): HTMLElement {
  const { decisions: labels } = texts;
  const steps = decisionsOf(response);
  const has = (scope: Decision['scope']) => app.viewer.apiKey.scopes.includes(scope);
  const allowed = steps.filter(({ scope }) => has(scope));
  const isSamePerson =
    app.viewer.tenant.fourEyes &&
    response.status === 'REVIEWED' &&
    response.reviewedBy?.email.toLowerCase() === app.session.email.toLowerCase();
  return element(
    'section',
    { className: 'card' },
    element('h2', {}, labels.heading),
    steps.length === 0 && element('p', {}, labels.nothing),
    steps.some(({ scope }) => scope === 'ADMIN') && !has('ADMIN') && element('p', {}, labels.needsAdmin),
    steps.some(({ scope }) => scope === 'SEND') && !has('SEND') && element('p', {}, labels.needsSend),
    isSamePerson && element('p', { className: 'note' }, labels.fourEyes(app.session.name)),
    element('div', { className: 'actions' }, ...allowed.map((step) => stepButton(app, step, reload))),
  );
}

function stepButton(app: App, step: Decision, reload: () => Promise<void>): HTMLElement {
  const button = element(
    'button',
    { type: 'button', className: step.isDangerous ? 'danger' : 'primary' },
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
