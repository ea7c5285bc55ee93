import { element, field } from './elements.ts';
import type { Session } from './session.ts';
import { texts } from './texts/texts.ts';

interface SignInOptions {
  /** Why the person has to sign in again. */
  problem: string | undefined;
  /** Resolves with what is wrong, or with nothing once the person is signed in. */
  signIn: (session: Session) => Promise<string | undefined>;
}

/** The form that asks for the key, and for whom it acts. */
export function signInView({ problem, signIn }: SignInOptions): HTMLElement {
  const { signIn: labels } = texts;
  const key = element('input', {
    id: 'key',
    type: 'password',
    autocomplete: 'off',
    spellcheck: false,
    required: true,
  });
  const name = element('input', { id: 'name', type: 'text', autocomplete: 'name', required: true });
  const email = element('input', { id: 'email', type: 'email', autocomplete: 'email', required: true });
  const alert = element('p', { className: 'alert', hidden: problem === undefined, role: 'alert' }, problem);
  const button = element('button', { type: 'submit', className: 'primary' }, labels.submit);
  const form = element(
    'form',
    { className: 'card', noValidate: true },
    field({ label: labels.key, control: key, hint: labels.keyHint }),
    field({ label: labels.name, control: name }),
    field({ label: labels.email, control: email, hint: labels.personHint }),
    alert,
    button,
  );
  const show = (text: string, control: HTMLInputElement): void => {
    alert.textContent = text;
    alert.hidden = false;
    control.setAttribute('aria-invalid', 'true');
    control.focus();
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const session = { key: key.value.trim(), name: name.value.trim(), email: email.value.trim() };
    for (const control of [key, name, email]) {
      control.removeAttribute('aria-invalid');
    }
    const empty = [key, name, email].find(({ value }) => value.trim() === '');
    if (empty) {
      return show(`${empty.labels?.[0]?.textContent}: ${labels.missing}`, empty);
    }
    if (!/^kycg_[\w-]+$/.test(session.key)) {
      return show(texts.failure.unauthenticated, key);
    }
    if (session.name.length > 200 || /[<>\p{Cc}]/u.test(session.name)) {
      return show(labels.badName, name);
    }
    if (!/^[\x21-\x7e]+$/.test(session.email) || !email.validity.valid) {
      return show(labels.badEmail, email);
    }
    button.disabled = true;
    const failed = await signIn(session);
    button.disabled = false;
    if (failed !== undefined) {
      show(failed, key);
    }
  });
  return element(
    'section',
    { className: 'narrow' },
    element('h1', { tabIndex: -1 }, labels.heading),
    element('p', { className: 'lead' }, labels.lead),
    form,
  );
}
