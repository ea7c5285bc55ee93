// @ts-check
import { save, saveAll, saveSoon, saving, showConflict, unsaved } from './autosave.js';
import { enhanceCountries } from './countries.js';
import { form, locale, make, sayWhile, texts, timeZone } from './page.js';
import { hasBadNumber, hasHalfDate, questions, refresh, showNumber, showProblem } from './questions.js';
import { enhanceFiles, uploading } from './uploads.js';

/** How long a form that was sent may take before its buttons work again, should nothing come back. */
const patienceMs = 15_000;

let isSubmitting = false;

/** @param {boolean} isSent */
function markSent(isSent) {
  isSubmitting = isSent;
  for (const button of document.querySelectorAll('button[name]')) {
    button.ariaDisabled = isSent ? 'true' : null;
  }
}

/** What the page says of files that were not taken. */
const failedUploads = () => [...document.querySelectorAll('[id$="-upload"].problem, .file-list .problem')];

/** Sends the form once, and only when nothing of it is on its way already. @param {SubmitEvent} event */
function submit(event) {
  const half = questions.find((question) => !question.element.hidden && hasHalfDate(question));
  if (half) {
    event.preventDefault();
    showProblem(half, texts.badDate);
    half.controls[0]?.focus();
  } else if (isSubmitting) {
    event.preventDefault();
  } else if (saving || uploading.size > 0) {
    event.preventDefault();
    const text = uploading.size > 0 ? texts.uploadWait : texts.saving;
    const failed = failedUploads();
    sayWhile(text, Promise.allSettled([saving, ...uploading])).then(() => {
      // Whoever waited for a file that was not taken must see so before everything is final.
      const news = failedUploads().find((note) => !failed.includes(note));
      if (news) {
        news.scrollIntoView({ block: 'center' });
      } else {
        form?.requestSubmit(event.submitter);
      }
    });
  } else {
    markSent(true);
    setTimeout(markSent, patienceMs, false);
  }
}

/**
 * Saves before a link leads to another page of the form, so that no one is asked about leaving for the time that it takes.
 * @param {MouseEvent} event
 */
function leave(event) {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isElsewhere =
    link && (link.target || link.hasAttribute('download') || link.pathname !== location.pathname);
  const isHere = link && link.search === location.search && link.hash;
  if (!link || isElsewhere || isHere || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    return;
  }
  const saved = saveAll();
  if (saving) {
    event.preventDefault();
    saved.then(() => location.assign(link.href));
  }
}

/** @param {EventTarget | null} target */
const questionOf = (target) =>
  questions.find(({ element }) => target instanceof Node && element.contains(target));

function startQuestionnaire() {
  enhanceCountries();
  if (timeZone) {
    const zone = document.createElement('input');
    Object.assign(zone, { type: 'hidden', name: 'zone', value: timeZone });
    form?.append(zone);
  }
  const today = new Date().toLocaleDateString('sv');
  for (const bound of /** @type {const} */ (['min', 'max'])) {
    for (const input of document.querySelectorAll(`[data-${bound}-today]`)) {
      input.setAttribute(bound, today);
    }
  }
  for (const question of questions) {
    if ('conflict' in question.element.dataset) {
      showConflict(question, null);
    }
  }
  refresh();
  saveSoon();
  form?.addEventListener('input', () => {
    refresh();
    saveSoon();
  });
  form?.addEventListener('focusout', ({ target }) => {
    const question = questionOf(target);
    if (question && hasHalfDate(question)) {
      showProblem(question, texts.badDate);
    } else if (question && hasBadNumber(question)) {
      showProblem(question, texts.badNumber);
      question.later = null;
    } else if (question?.later) {
      showProblem(question, question.later);
      question.later = null;
    }
    if (question) {
      showNumber(question);
    }
    save();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      save(true);
    }
  });
  document.addEventListener('click', leave);
  const contents = document.querySelector('.contents details');
  contents?.toggleAttribute('open', matchMedia('(min-width: 60rem)').matches);
}

if (form) {
  form.addEventListener('submit', submit);
  enhanceFiles();
  addEventListener('pageshow', () => markSent(false));
  addEventListener('beforeunload', (event) => {
    if (!isSubmitting && (unsaved().length > 0 || uploading.size > 0)) {
      event.preventDefault();
    }
  });
  if (questions.length > 0) {
    startQuestionnaire();
  }
}

const copy = /** @type {HTMLElement | null} */ (document.querySelector('[data-print]'));
const print = make('button', { type: 'button', className: 'secondary', textContent: copy?.dataset['print'] });
print.addEventListener('click', () => window.print());
copy?.querySelector('.help')?.after(print);

// The deadline in the time of whoever reads it, in fewer letters where there is little room.
const length = matchMedia('(max-width: 34rem)').matches ? 'short' : 'long';
for (const time of document.querySelectorAll('time')) {
  time.textContent = new Date(time.dateTime).toLocaleString(locale, {
    weekday: length,
    day: 'numeric',
    month: length,
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}
