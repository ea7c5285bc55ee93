import { placeOf } from './addresses.ts';
import type { App, View } from './app.ts';
import { CallFailure, execute } from './client.ts';
import { element } from './elements.ts';
import { viewerQuery } from './operations.ts';
import { queueView } from './queue.ts';
import { responseView } from './response.ts';
import { forgetSession, keepSession, readSession, type Session } from './session.ts';
import { signInView } from './sign-in.ts';
import { texts } from './texts/texts.ts';

const main = element('main', { id: 'main', tabIndex: -1 });
const account = element('div', { className: 'account' });
const live = element('p', { className: 'spoken', role: 'status' });

let app: App | undefined;
/** Counts what was asked to be shown, so that a slow view never replaces a newer one. */
let turn = 0;

document.documentElement.lang = texts.language;
document.body.replaceChildren(
  element('a', { className: 'skip', href: '#main' }, texts.skip),
  element(
    'header',
    {},
    element('div', { className: 'column' }, element('strong', {}, `Postern · ${texts.title}`), account),
  ),
  main,
  live,
);
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => void show());
const kept = readSession();
const failed = kept && (await signIn(kept));
if (!kept || failed !== undefined) {
  askToSignIn(failed);
}

/** @returns what is wrong, if the person is not signed in */
async function signIn(session: Session): Promise<string | undefined> {
  try {
    const { viewer } = await execute(session, viewerQuery, {});
    if (!viewer) {
      return texts.failure.unauthenticated;
    }
    app = { session, viewer, announce, report };
  } catch (error) {
    return wordsFor(error);
  }
  keepSession(session);
  showAccount(app);
  await show();
  return undefined;
}

function signOut(problem?: string): void {
  forgetSession();
  app = undefined;
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.close();
  }
  askToSignIn(problem);
}

function askToSignIn(problem: string | undefined): void {
  turn += 1;
  forgetSession();
  account.replaceChildren();
  place({ title: texts.signIn.heading, content: signInView({ problem, signIn }) });
}

function showAccount({ session, viewer }: App): void {
  const button = element('button', { type: 'button' }, texts.signOut);
  button.addEventListener('click', () => signOut());
  account.replaceChildren(
    element('span', {}, `${viewer.tenant.name} · ${session.name}`),
    ...(viewer.apiKey.mode === 'TEST' ? [element('span', { className: 'badge' }, texts.testMode)] : []),
    button,
  );
}

/** Shows what the address says. */
async function show(): Promise<void> {
  if (!app) {
    return;
  }
  turn += 1;
  const own = turn;
  const target = placeOf(location.hash);
  main.setAttribute('aria-busy', 'true');
  try {
    const view =
      target.view === 'queue' ? await queueView(app, target.state) : await responseView(app, target.id, show);
    if (own === turn) {
      place(view);
    }
  } catch (error) {
    const text = report(error);
    if (own === turn && app) {
      place(failureView(text));
    }
  }
  main.removeAttribute('aria-busy');
}

/** Puts a view on the page, and the focus at its start, as a browser does with a new page. */
function place({ title, content }: View): void {
  document.title = `${title} – Postern`;
  main.replaceChildren(content);
  scrollTo(0, 0);
  main.querySelector('h1')?.focus();
}

function failureView(text: string): View {
  const retry = element('button', { type: 'button', className: 'primary' }, texts.failure.retry);
  retry.addEventListener('click', () => void show());
  return {
    title: text,
    content: element('section', { className: 'narrow' }, element('h1', { tabIndex: -1 }, text), retry),
  };
}

function announce(text: string): void {
  live.textContent = text;
}

function report(error: unknown): string {
  const text = wordsFor(error);
  if (error instanceof CallFailure && error.kind === 'unauthenticated') {
    signOut(text);
  }
  return text;
}

const wordsFor = (error: unknown): string => {
  if (!(error instanceof CallFailure)) {
    return texts.failure.other;
  }
  return error.kind === 'other' && error.message !== '' ? error.message : texts.failure[error.kind];
};
