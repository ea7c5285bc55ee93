// @ts-check
import { close, describe, fill, form, isClosed, locale, make, newForm, say, texts } from './page.js';
import { answerIn, hasHalfDate, questions, refresh, showProblem } from './questions.js';

/** @typedef {import('./questions.js').Question} Question */

/** How long no one types before what was typed is saved. */
const pauseMs = 1500;

let timer = 0;
let failures = 0;
/** The save that is in progress. Another one waits for it, and so does submitting. @type {Promise<void> | null} */
export let saving = null;
/**
 * A save that has no answer yet. It is sent again as it was: should only its answer have been lost, anything newer would
 * be taken for a change over someone else's.
 * @type {{ data: FormData, values: Map<Question, string> } | null}
 */
let unanswered = null;

/** The questions whose answers on the page are not stored. */
const unstored = () =>
  questions.filter(
    (question) => question.was && (answerIn(question) !== question.saved || hasHalfDate(question)),
  );

/** Those of them that are asked. Losing what is entered for others loses nothing: submitting drops it. */
export const unsaved = () => unstored().filter(({ element }) => !element.hidden);

/** Those that saving can help: what was rejected waits until it is changed, a conflict until it is decided. */
const due = () =>
  unstored().filter(
    (question) =>
      answerIn(question) !== question.tried &&
      !('conflict' in question.element.dataset) &&
      !hasHalfDate(question),
  );

/** Saves after a pause, which starts again with each change. */
export function saveSoon(afterMs = pauseMs) {
  clearTimeout(timer);
  timer = setTimeout(save, afterMs);
}

/** Saves what has changed, unless a save is in progress; then it follows. */
export function save(isLeaving = false) {
  if (saving || isClosed || (!unanswered && due().length === 0)) {
    return;
  }
  clearTimeout(timer);
  say(texts.saving);
  unanswered ??= collect(due());
  saving = send(unanswered, isLeaving).finally(() => {
    saving = null;
    if (failures > 0) {
      saveSoon(Math.min(1000 * 2 ** failures, 60_000));
    } else if (due().length > 0 && document.hidden) {
      save(true);
    } else if (due().length > 0) {
      saveSoon();
    }
  });
}

/** Saves until nothing is left that saving can help, also what is typed in the meantime; ends when a save fails. */
export async function saveAll() {
  save();
  while (saving) {
    await saving;
    if (failures === 0) {
      save();
    }
  }
}

/** @param {Question[]} changed */
function collect(changed) {
  const data = newForm('save');
  const whole = new FormData(form ?? undefined);
  for (const question of changed) {
    question.tried = answerIn(question);
    const { was, controls } = question;
    data.append(was?.name ?? '', was?.value ?? '');
    const name = controls[0]?.name ?? '';
    for (const value of whole.getAll(name)) {
      data.append(name, value);
    }
  }
  return { data, values: new Map(changed.map((question) => [question, answerIn(question)])) };
}

/** @param {{ data: FormData, values: Map<Question, string> }} batch @param {boolean} isLeaving */
async function send({ data, values }, isLeaving) {
  try {
    const response = await fetch(location.href, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: data,
      keepalive: isLeaving,
    });
    const report = await response.json();
    failures = 0;
    unanswered = null;
    if (report.status === 'closed') {
      close();
      return;
    }
    for (const [question, value] of values) {
      note(question, value, report.questions[question.was?.name.slice(4) ?? '']);
    }
    refresh();
    showSaveStatus();
  } catch {
    failures += 1;
    say(texts.retry, true);
  }
}

/**
 * @param {Question} question
 * @param {string} value what was sent of it
 * @param {{ fingerprint: string, problem: string | null, conflict: string | null } | undefined} report
 */
function note(question, value, report) {
  if (!report) {
    return;
  }
  const { element, was } = question;
  question.isWrong = report.problem !== null;
  const isTyping = report.problem !== null && element.contains(document.activeElement);
  question.later = isTyping ? report.problem : null;
  showProblem(question, isTyping ? null : report.problem);
  if (report.conflict !== null) {
    element.dataset['conflict'] = report.fingerprint;
    showConflict(question, report.conflict);
  } else if (report.problem === null) {
    question.saved = value;
    if (was) {
      was.value = report.fingerprint;
    }
    element.querySelector('.mark:not(.change)')?.remove();
    delete element.dataset['change'];
  }
}

function showSaveStatus() {
  const waiting = unsaved();
  if (due().length > 0) {
    say(texts.saving);
  } else if (waiting.some(({ element }) => 'conflict' in element.dataset)) {
    say(texts.conflict, true);
  } else if (waiting.some((question) => answerIn(question) === question.tried && question.later === null)) {
    say(texts.notSaved, true);
  } else {
    const time = new Date().toLocaleTimeString(locale, {
      hour: '2-digit',
      minute: '2-digit',
    });
    say(fill(texts.savedAt, time));
  }
}

/**
 * Shows what someone else has saved, with the button that keeps the recipient's own answer.
 * @param {Question} question @param {string | null} conflict null if the page shows it already
 */
export function showConflict(question, conflict) {
  const { element, number, target, was } = question;
  const id = `c${number}`;
  const box = document.getElementById(id) ?? make('div', { className: 'conflict', id });
  if (conflict !== null) {
    box.replaceChildren(make('p', { textContent: conflict }));
    element.append(box);
    describe(target, id, true);
  }
  const button = make('button', { type: 'button', className: 'quiet', textContent: texts.keepMine });
  button.addEventListener('click', () => {
    if (was && element.dataset['conflict']) {
      was.value = element.dataset['conflict'];
    }
    delete element.dataset['conflict'];
    question.tried = null;
    box.remove();
    describe(target, id, false);
    question.controls[0]?.focus();
    save();
  });
  box.append(button);
}
