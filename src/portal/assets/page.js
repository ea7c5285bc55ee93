// @ts-check
import { make } from './elements.js';

export { make };

/** The form of the page; null on pages that only show something. */
export const form = document.querySelector('form');

/** What the script says, in the page's language. A `#` is where a name, a number or a time goes. */
export const texts = JSON.parse(form?.dataset['texts'] ?? '{}');

/** For dates and times. */
export const locale = document.documentElement.lang === 'de' ? 'de-DE' : 'en-GB';

/** Where the reader is, on a page with dates that end or begin today: only their own clock knows which day it is. */
export const timeZone = document.querySelector('[data-min-today], [data-max-today]')
  ? Intl.DateTimeFormat().resolvedOptions().timeZone
  : undefined;

/** @param {string} text @param {(string | number)[]} values */
export function fill(text, ...values) {
  return values.reduce(
    (/** @type {string} */ filled, value) => filled.replace('#', () => String(value)),
    text,
  );
}

/** Whether what is said has to stay for now. */
let isHeld = false;

/**
 * Shows the status where everyone sees and hears it, unless something else has to stay there.
 * @param {string} text
 */
export function say(text, isBad = false) {
  const status = document.getElementById('status');
  if (status && !isHeld && !isClosed) {
    status.textContent = text;
    status.className = isBad ? 'bad' : '';
  }
}

/**
 * Says why the recipient has to wait, and keeps saying it until they need not.
 * @param {string} text @param {Promise<unknown>} waiting
 */
export async function sayWhile(text, waiting) {
  say(text);
  isHeld = true;
  await waiting;
  isHeld = false;
  say('');
}

/** What every form has to say of itself. @param {string} action */
export function newForm(action) {
  const data = new FormData();
  data.append('step', form?.querySelector('[name=step]')?.getAttribute('value') ?? '');
  data.append('action', action);
  if (timeZone) {
    data.append('zone', timeZone);
  }
  return data;
}

/** Whether the link was closed under the page. Then nothing of it can be saved any more. */
export let isClosed = false;

/** Says so below what the recipient is working on, where it covers nothing, and in short where it stays in sight. */
export function close() {
  if (!isClosed) {
    isHeld = false;
    say(texts.closedShort, true);
    isClosed = true;
    const notice = make('p', { className: 'callout danger closed', textContent: texts.closed });
    notice.setAttribute('role', 'alert');
    const place =
      document.activeElement?.closest('.question, .check') ?? form?.querySelector('.bar, .consent');
    if (place) {
      place.after(notice);
    } else {
      form?.append(notice);
    }
  }
}

/**
 * Adds to or takes from what a control is described by.
 * @param {Element | null} control @param {string} id @param {boolean} isDescribed
 */
export function describe(control, id, isDescribed) {
  const ids = new Set((control?.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean));
  ids[isDescribed ? 'add' : 'delete'](id);
  control?.setAttribute('aria-describedby', [...ids].join(' '));
}
