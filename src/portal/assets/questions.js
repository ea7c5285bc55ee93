// @ts-check
import { readNumber, writeNumber } from './numbers.js';
import { describe, fill, locale, make, texts } from './page.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * A question of the form. `saved` is what is stored of its answer, as far as the page knows; `tried` is what was last sent.
 * @typedef {ReturnType<typeof readQuestion>} Question
 */
export const questions = [...document.querySelectorAll('.question')].map(readQuestion);

/** @param {Element} block */
function readQuestion(block) {
  const element = /** @type {HTMLElement} */ (block);
  const was = /** @type {HTMLInputElement | null} */ (element.querySelector('[name^="was."]'));
  const question = {
    element,
    was,
    number: element.id.slice(1),
    controls: /** @type {Control[]} */ ([...element.querySelectorAll('[name^="answer."]')]),
    /** What is described as wrong when the answer is. */
    target: element.querySelector('[role]:not(p), [id^=a]'),
    isRequired: element.querySelector('.label + b') !== null,
    /** Whether it is not asked because of an answer on another page. */
    isUnneeded: 'unmet' in element.dataset && !('when' in element.dataset),
    /** @type {string | null} */
    saved: null,
    /** @type {string | null} */
    tried: null,
    /** Whether what was sent last was no answer. */
    isWrong: 'unsaved' in element.dataset && !('conflict' in element.dataset),
    /** A problem that waits until the recipient is done typing. @type {string | null} */
    later: null,
  };
  question.tried = 'unsaved' in element.dataset ? answerIn(question) : null;
  question.saved = 'unsaved' in element.dataset ? null : answerIn(question, true);
  return question;
}

/**
 * What the controls hold, as one text to compare; what they held when the page was made with `atFirst`.
 * @param {{ controls: Control[] }} question
 */
export function answerIn({ controls }, atFirst = false) {
  return JSON.stringify(
    controls.map((control) => {
      if (control instanceof HTMLSelectElement) {
        const first = [...control.options].find((option) => option.defaultSelected)?.value ?? '';
        return atFirst ? first : control.value;
      }
      if (control instanceof HTMLInputElement && /radio|checkbox/.test(control.type)) {
        const isOn = atFirst ? control.defaultChecked : control.checked;
        return isOn && control.value !== '';
      }
      return atFirst ? control.defaultValue : control.value;
    }),
  );
}

/**
 * The answers to a question: none, one, or several choices or files.
 * @param {Question} question
 */
function answers({ controls, element }) {
  const texts = controls.flatMap((control) =>
    control instanceof HTMLInputElement && /radio|checkbox/.test(control.type) && !control.checked
      ? []
      : [isNumeric(control) ? numberText(control) : control.value],
  );
  return [...texts, ...element.querySelectorAll('.files li')].filter(
    (text) => text !== '' && !/^\s+$/.test(String(text)),
  );
}

/** A number as JSON writes it, whichever way it was typed. @param {Control} control */
const numberText = (control) => String(numberIn(control) ?? control.value);

/** @param {Control} control */
const numberIn = (control) =>
  readNumber(control.value, {
    language: document.documentElement.lang,
    isPercentage: 'percentage' in control.dataset,
  });

/** @param {Control} control */
const isNumeric = (control) => control.inputMode === 'decimal';

/** Whether something was typed for a number that cannot be read as one. @param {Question} question */
export const hasBadNumber = ({ controls }) =>
  controls.some(
    (control) => isNumeric(control) && control.value.trim() !== '' && numberIn(control) === undefined,
  );

/** Shows how a number was read, where that is not how it was written. @param {Question} question */
export function showNumber({ controls }) {
  for (const control of controls.filter(isNumeric)) {
    const value = numberIn(control);
    const written = value === undefined ? '' : writeNumber(value, locale);
    const withoutGroups = (/** @type {string} */ text) =>
      text.replaceAll(locale === 'de-DE' ? /[\s.]/g : /[\s,]/g, '');
    if (value !== undefined && withoutGroups(control.value) !== withoutGroups(written)) {
      control.value = written;
    }
  }
}

/** @param {Question} question */
const isAnswered = (question) => answers(question).length > 0 && !question.isWrong;

/**
 * Shows the questions that are asked, given the answers, and counts. A question that depends on a hidden one is hidden
 * too; conditions point backwards, so that one pass is enough.
 */
export function refresh() {
  for (const { element, isUnneeded } of questions) {
    const { when, equals } = element.dataset;
    const condition = questions.find(({ number }) => number === when);
    element.removeAttribute('data-unmet');
    element.hidden =
      isUnneeded ||
      (condition !== undefined && (condition.element.hidden || !answers(condition).includes(equals ?? '')));
  }
  const asked = questions.filter(({ element }) => !element.hidden);
  for (const section of document.querySelectorAll('fieldset')) {
    const own = asked.filter(({ element }) => section.contains(element));
    section.removeAttribute('data-unmet');
    section.hidden = own.length === 0;
    const count = document.getElementById(`n${section.id.slice(1)}`);
    const line = count?.closest('li');
    if (count && line) {
      count.textContent = fill(texts.part, own.filter(isAnswered).length, own.length);
      line.removeAttribute('data-unmet');
      line.hidden = section.hidden;
      line.className = own.every(isDone) ? 'complete' : '';
    }
  }
  const answered = asked.filter(isAnswered).length;
  const open = asked.filter(needsWork).length;
  set('#answered', { textContent: fill(texts.answered, answered, asked.length) });
  set('progress', { value: answered, max: Math.max(asked.length, 1) });
  set('#open', { textContent: fill(texts.open[Math.min(open, 2)], open) });
  shortenSummary();
}

/** Whether nothing about the answer is missing or has still to be changed. @param {Question} question */
const isDone = (question) =>
  (!question.isRequired || isAnswered(question)) && !('change' in question.element.dataset);

/** Whether the questionnaire cannot be submitted before something is done about the answer. @param {Question} question */
const needsWork = (question) =>
  (question.isRequired && !isAnswered(question)) ||
  question.isWrong ||
  'conflict' in question.element.dataset ||
  question.element.querySelector('.file-list .problem') !== null;

/** Takes what needs no more work out of the list of what a submission lacked, and the list away with its last line. */
function shortenSummary() {
  const summary = document.getElementById('problems');
  for (const line of summary?.querySelectorAll('li') ?? []) {
    const number = line.querySelector('a')?.hash.slice('#a'.length);
    const question = questions.find((one) => one.number === number);
    if (
      question &&
      (question.element.hidden || !(needsWork(question) || question.element.querySelector('.problem')))
    ) {
      line.remove();
    }
  }
  const count = summary?.querySelectorAll('li').length ?? 0;
  set('#problems-heading', { textContent: fill(texts.rejected[Math.min(count, 2) - 1] ?? '', count) });
  if (summary && count === 0) {
    summary.remove();
  }
}

/** @param {string} selector @param {Record<string, unknown>} properties */
const set = (selector, properties) => Object.assign(document.querySelector(selector) ?? {}, properties);

/**
 * Says what is wrong with an answer, or takes it back.
 * @param {Question} question @param {string | null} problem
 */
export function showProblem({ element, number, target }, problem) {
  const id = `e${number}`;
  document.getElementById(id)?.remove();
  describe(target, id, problem !== null);
  if (problem === null) {
    target?.removeAttribute('aria-invalid');
  } else {
    target?.setAttribute('aria-invalid', 'true');
    element.append(make('p', { className: 'problem', id, textContent: problem }));
  }
}

/** A date of which a part is missing, which counts as empty for everyone else. @param {Question} question */
export const hasHalfDate = ({ controls }) => controls.some(({ validity }) => validity.badInput);
