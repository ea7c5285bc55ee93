import { element } from './elements.ts';
import type { Described } from './outcome.ts';
import { texts } from './texts/texts.ts';

interface DialogOptions {
  title: string;
  lead: string;
  /** The controls, each with the input's field as its id. */
  body: readonly HTMLElement[];
  isDangerous?: boolean;
  /** Resolves with what is wrong, or with nothing when it is done. */
  confirm: () => Promise<Described | undefined>;
  onDone: () => Promise<void>;
}

/** Asks before a step is taken. The browser keeps the focus inside and gives it back afterwards. */
export function openDialog({ title, lead, body, isDangerous = false, confirm, onDone }: DialogOptions): void {
  const alert = element('p', { className: 'alert', hidden: true, role: 'alert' });
  const cancel = element('button', { type: 'button' }, texts.decisions.cancel);
  const submit = element('button', { type: 'submit', className: isDangerous ? 'danger' : 'primary' }, title);
  const heading = element('h2', { id: 'dialog-title' }, title);
  const form = element(
    'form',
    { noValidate: true },
    heading,
    element('p', {}, lead),
    ...body,
    alert,
    element('div', { className: 'actions' }, submit, cancel),
  );
  const dialog = element('dialog', { attributes: { 'aria-labelledby': 'dialog-title' } }, form);
  const show = ({ text, path }: Described): void => {
    alert.textContent = text;
    alert.hidden = false;
    const control = path === undefined ? null : form.querySelector<HTMLElement>(`#${CSS.escape(path)}`);
    control?.setAttribute('aria-invalid', 'true');
    (control ?? submit).focus();
  };

  cancel.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    for (const control of form.querySelectorAll('[aria-invalid]')) {
      control.removeAttribute('aria-invalid');
    }
    submit.disabled = true;
    const problem = await confirm();
    submit.disabled = false;
    if (problem) {
      return show(problem);
    }
    dialog.close();
    await onDone();
  });
  document.body.append(dialog);
  dialog.showModal();
}
