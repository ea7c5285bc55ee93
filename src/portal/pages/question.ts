import type { Language } from '../../languages.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls } from '../views/views.ts';
import { answerText } from './answer-text.ts';
import { renderIcon } from './icons.ts';
import { canBeRequired, controlId, isGroup, type NumberedQuestion } from './numbered-question.ts';
import { conflictText, problemText } from './problems.ts';
import { renderControl } from './question-control.ts';
import { renderLang } from './render-lang.ts';

interface RenderOptions {
  question: NumberedQuestion;
  language: Language;
  /** The date in UTC. */
  today: string;
  /** All questions by their ids. */
  byId: ReadonlyMap<string, NumberedQuestion>;
  /** Those that are on the page with it. */
  onPage: readonly NumberedQuestion[];
}

/** A paragraph that belongs to a question and that its control is described by. */
interface Note {
  id: string;
  html: Html;
}

/**
 * One question: its text, what helps to answer it, its control, and what is wrong with the answer. One that is not asked at the
 * moment is hidden where a script can show it again, and its answer stays in the form. Attributes are not quoted where the
 * gateway itself makes what is in them: a questionnaire has hundreds of them.
 */
export function renderQuestion(options: RenderOptions): Html {
  const { question, language, today, byId, onPage } = options;
  const { number, id, type, fingerprint, isHighlighted, isShown } = question;
  const before = notesBefore(options);
  const after = notesAfter({ question, language });
  const describedBy = [...before, ...after].map((note) => note.id);
  const was =
    type === 'FILE'
      ? noHtml
      : html`<input type=hidden name=${controls.was(id)}${fingerprint && html` value=${fingerprint}`}>`;
  const paragraphs = (notes: readonly Note[]) => notes.map((note) => note.html);
  return html`<div class="question${isHighlighted ? ' highlighted' : ''}" id=${`q${number}`}${renderCondition({ question, byId, onPage })}${renderState(question)}${isShown ? '' : ' data-unmet'}>
${renderText(options)}${renderOnlyIf({ question, language, byId })}${paragraphs(before)}${renderControl({ question, language, describedBy, today })}${paragraphs(after)}${was}</div>
`;
}

/** What helps to answer the question. */
function notesBefore({ question, language }: RenderOptions): Note[] {
  const { number, type, helpText, isRequired, isHighlighted, isPrefilled } = question;
  const texts = portalTexts[language].answers;
  const note = (id: string, render: (id: string) => Html): Note => ({ id, html: render(id) });
  return [
    ...(isHighlighted
      ? [note(`m${number}`, (id) => html`<p class="mark change" id="${id}">${texts.highlighted}</p>`)]
      : []),
    ...(isPrefilled
      ? [
          note(
            `f${number}`,
            (id) => html`<p class="mark" id="${id}">${renderIcon('pen', 14)}${texts.prefilled}</p>`,
          ),
        ]
      : []),
    ...(helpText === null
      ? []
      : [
          note(
            `h${number}`,
            (id) => html`<p class=help id=${id}${renderLang(question.langs.helpText)}>${helpText}</p>`,
          ),
        ]),
    ...(type === 'FILE'
      ? [note(`k${number}`, (id) => html`<p class="help" id="${id}">${texts.files.hint}</p>`)]
      : []),
    ...(isRequired && !canBeRequired(type)
      ? [note(`r${number}`, (id) => html`<p class="spoken" id="${id}">${texts.required}</p>`)]
      : []),
  ];
}

/** The outcome of the answer: someone else's in its place, or what is wrong with it. */
function notesAfter({ question, language }: Pick<RenderOptions, 'question' | 'language'>): Note[] {
  const { number } = question;
  const texts = portalTexts[language].answers;
  const conflict = conflictText(language, question);
  const problem = problemText(language, question);
  return [
    ...(conflict === undefined
      ? []
      : [
          {
            id: `c${number}`,
            html: html`<div class="conflict" id="c${number}"><p>${conflict}</p><p>${texts.keepsMine}</p></div>`,
          },
        ]),
    ...(problem === undefined
      ? []
      : [
          {
            id: `e${number}`,
            html: html`<p class="problem" id="e${number}">${problem}${renderTyped({ question, language })}</p>`,
          },
        ]),
  ];
}

/** The text as the control's name, with the mark of what needs an answer outside of it. */
function renderText({
  question: { number, text, langs, type, options, isRequired },
}: Pick<RenderOptions, 'question'>): Html {
  const lang = renderLang(langs.text);
  const mark = isRequired ? html`<b aria-hidden=true> *</b>` : '';
  const element = isGroup({ type, options })
    ? html`<span class=label id=${`t${number}`}${lang}>${text}</span>`
    : html`<label class=label for=${controlId(number)}${lang}>${text}</label>`;
  return html`${element}${mark}`;
}

/** A condition that the script can watch. One about a question of another page was decided when the page was made. */
function renderCondition({
  question: { visibleWhen },
  byId,
  onPage,
}: Pick<RenderOptions, 'question' | 'byId' | 'onPage'>): Html {
  const condition = visibleWhen && byId.get(visibleWhen.questionId);
  return condition === undefined || visibleWhen === undefined || !onPage.includes(condition)
    ? noHtml
    : html` data-when=${String(condition.number)} data-equals="${visibleWhen.equals}"`;
}

/** Without a script every question is there, and this says which of them are to be answered. */
function renderOnlyIf({
  question: { visibleWhen },
  language,
  byId,
}: Pick<RenderOptions, 'question' | 'language' | 'byId'>): Html {
  const condition = visibleWhen && byId.get(visibleWhen.questionId);
  if (condition === undefined || visibleWhen === undefined) {
    return noHtml;
  }
  const { text, type, options, optionTexts } = condition;
  const value =
    type === 'BOOLEAN' || type === 'ATTESTATION' ? visibleWhen.equals === 'true' : visibleWhen.equals;
  const answer = answerText({ type, value, options, optionTexts, language });
  return html`<p class="help only-if">${portalTexts[language].answers.onlyIf(text, answer)}</p>`;
}

/** Tells the script what of the page is not stored, and what has still to be changed. */
function renderState({ theirs, problem, isChangePending }: NumberedQuestion): Html {
  const isConflict = theirs !== undefined;
  return html`${isConflict || problem === 'malformed' ? ' data-unsaved' : ''}${isConflict ? ' data-conflict' : ''}${isChangePending ? ' data-change' : ''}`;
}

/** The text that was entered if the control cannot show it: choices that are not among the options. */
function renderTyped({ question, language }: Pick<RenderOptions, 'question' | 'language'>): Html {
  const { type, options, typed } = question;
  const isInField =
    !isGroup({ type, options }) && !['SINGLE_CHOICE', 'COUNTRY', 'ATTESTATION'].includes(type);
  return typed === undefined || typed === '' || isInField
    ? noHtml
    : html` ${portalTexts[language].answers.received(typed)}`;
}
