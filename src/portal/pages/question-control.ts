import type { Language } from '../../languages.ts';
import { onFirstUse } from '../../runtime/on-first-use.ts';
import { type Html, html, trustedHtml } from '../../text/html.ts';
import { countryNames } from '../texts/countries.ts';
import { asksPercentage, writeNumber } from '../texts/number-text.ts';
import { printedForm } from '../texts/printed-form.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls } from '../views/views.ts';
import { autocompleteOf } from './autocomplete.ts';
import { fileInputAttributes } from './file-kinds.ts';
import { renderFileList } from './file-list.ts';
import { canBeRequired, controlId, isGroup, type NumberedQuestion } from './numbered-question.ts';
import { renderLang } from './render-lang.ts';

interface ControlOptions {
  question: NumberedQuestion;
  language: Language;
  /** The ids of what explains the question and what is wrong with the answer. */
  describedBy: readonly string[];
  /** The date in UTC, for bounds that say `today`. */
  today: string;
}

/** The control that fits the question's type, with its answer or what was typed in its place. */
export function renderControl(options: ControlOptions): Html {
  const { question } = options;
  if (isGroup(question)) {
    return renderChoices(options);
  }
  switch (question.type) {
    case 'LONG_TEXT':
      // HTML drops the first line break of a text area's content.
      return html`<textarea${attributes(options)} rows="4">
${fieldText(options)}</textarea>`;
    case 'COUNTRY':
    case 'SINGLE_CHOICE':
      return renderSelect(options);
    case 'ATTESTATION':
      return renderConfirmation(options);
    case 'FILE':
      return renderFiles(options);
    default:
      return renderInput(options);
  }
}

/** The attributes that all controls share, the group of several too. */
function attributes({ question, describedBy }: ControlOptions, isOfGroup = false): Html {
  const { id, number, type, isRequired, problem } = question;
  const name = type === 'FILE' ? controls.file(id) : controls.answer(id);
  const identity = isOfGroup
    ? html` aria-labelledby=${`t${number}`}`
    : html` id=${controlId(number)} name=${name}`;
  const purpose = isOfGroup ? undefined : autocompleteOf(question);
  return html`${identity}${purpose === undefined ? '' : html` autocomplete=${purpose}`}${describedBy.length === 0 ? '' : html` aria-describedby="${describedBy.join(' ')}"`}${
    isRequired && canBeRequired(type) ? html` aria-required=true` : ''
  }${problem === undefined ? '' : html` aria-invalid=true`}`;
}

/** What appears in a field: the answer as text, or what was typed in its place. */
function fieldText({ question: { type, value, typed }, language }: ControlOptions): string {
  if (typed !== undefined) {
    return typed;
  }
  if (typeof value === 'number') {
    return writeNumber(value, language);
  }
  return value === null ? '' : printedForm(type, String(value));
}

function renderInput(options: ControlOptions): Html {
  const { question } = options;
  const { type, typed } = question;
  const { datePattern } = portalTexts[options.language].answers;
  const kinds: Partial<Record<typeof type, Html>> = {
    NUMBER: html` inputmode=decimal${asksPercentage(question) ? html` data-percentage` : ''}`,
    // A date input shows nothing of what is no date.
    DATE: typed === undefined ? renderDateKind(options) : html` placeholder="${datePattern}"`,
    EMAIL: html` type="email" inputmode="email" spellcheck="false" autocapitalize="off"`,
    PERCENTAGE: html` inputmode=decimal data-percentage`,
    PHONE: html` type=tel`,
    LEI: html` spellcheck=false autocapitalize=characters`,
    IBAN: html` spellcheck=false autocapitalize=characters`,
    URL: html` type="url" inputmode="url" spellcheck="false" autocapitalize="off"`,
  };
  const text = fieldText(options);
  return html`<input${kinds[type] ?? ''}${attributes(options)}${text === '' ? '' : html` value="${text}"`}>`;
}

/** Without an upper bound, browsers offer years of six digits. */
function renderDateKind({ question: { min, max }, today }: ControlOptions): Html {
  const dateOf = (bound: string) => (bound === 'today' ? today : bound);
  const lowest = min === null ? '' : html` min=${dateOf(min)}`;
  const moving = `${min === 'today' ? ' data-min-today' : ''}${max === 'today' ? ' data-max-today' : ''}`;
  return html` type=date${lowest} max=${dateOf(max ?? '9999-12-31')}${moving}`;
}

/** The statement is the first label of the checkbox, which a click on it ticks too. */
function renderConfirmation(options: ControlOptions): Html {
  const { question, language } = options;
  const isTicked = question.value === true && question.typed === undefined;
  return html`<div class="choices"><label><input type="checkbox" value="true"${attributes(options)}${isTicked ? ' checked' : ''}>${portalTexts[language].answers.confirm}</label></div>`;
}

function renderSelect(options: ControlOptions): Html {
  const { question, language } = options;
  const { type, value } = question;
  const choices =
    type === 'COUNTRY'
      ? countryOptions({ chosen: value, language })
      : question.options.map(
          (option, index) =>
            html`<option value="${option}"${renderLang(question.langs.options)}${option === value ? ' selected' : ''}>${question.optionTexts?.[index] ?? option}`,
        );
  return html`<select${attributes(options)}${type === 'COUNTRY' ? ' data-countries' : ''}><option value="">${portalTexts[language].answers.choose}${choices}</select>`;
}

/** Two hundred and more lines that differ in nothing but which is chosen, so that they are made once. */
function countryOptions({ chosen, language }: { chosen: unknown; language: Language }): Html {
  const options = allCountries[language]();
  return typeof chosen === 'string' && countryNames[language]().has(chosen)
    ? trustedHtml(options.toString().replace(`<option value=${chosen}>`, `<option value=${chosen} selected>`))
    : options;
}

const allCountries: Record<Language, () => Html> = {
  en: onFirstUse(() => allOptions('en')),
  de: onFirstUse(() => allOptions('de')),
};

function allOptions(language: Language): Html {
  const options = Array.from(countryNames[language](), ([code, name]) => html`<option value=${code}>${name}`);
  return html`${options}`;
}

/** Radio buttons or checkboxes. A question that needs no answer has a radio button that takes the answer back. */
function renderChoices(options: ControlOptions): Html {
  const { question, language } = options;
  const { id, number, type, value, isRequired } = question;
  const texts = portalTexts[language].answers;
  const isMultiple = type === 'MULTI_CHOICE' || type === 'COUNTRIES';
  const choices: { value: string; text: string; lang?: string | undefined }[] =
    type === 'BOOLEAN'
      ? [
          { value: 'true', text: texts.yes },
          { value: 'false', text: texts.no },
        ]
      : type === 'COUNTRIES'
        ? listedCountries({ chosen: value, language })
        : question.options.map((option, index) => ({
            value: option,
            text: question.optionTexts?.[index] ?? option,
            lang: question.langs.options,
          }));
  const withNone = isRequired || isMultiple ? choices : [...choices, { value: '', text: texts.noAnswer }];
  const chosen = Array.isArray(value) ? value : [value === null ? '' : String(value)];
  const labels = withNone.map((choice, index) => {
    const isChosen = chosen.includes(choice.value) && !(choice.value === '' && isRequired);
    const anchor = index === 0 ? html` id=${controlId(number)}` : '';
    return html`<label${renderLang(choice.lang)}><input type=${isMultiple ? 'checkbox' : 'radio'} name=${controls.answer(id)} value="${choice.value}"${anchor}${isChosen ? ' checked' : ''}>${choice.text}</label>`;
  });
  const role = isMultiple ? 'group' : 'radiogroup';
  const spread = type === 'BOOLEAN' ? ' row' : type === 'COUNTRIES' ? ' scroll' : '';
  return html`<div class="choices${spread}" role=${role}${attributes(options, true)}>${labels}</div>`;
}

/** All countries, those that are chosen first, so that they are seen without scrolling. */
function listedCountries({ chosen, language }: { chosen: unknown; language: Language }) {
  const all = Array.from(countryNames[language](), ([code, name]) => ({ value: code, text: name }));
  const codes = Array.isArray(chosen) ? chosen : [];
  return all.toSorted(
    (one, other) => Number(codes.includes(other.value)) - Number(codes.includes(one.value)),
  );
}

function renderFiles(options: ControlOptions): Html {
  const { question, language } = options;
  const control = controls.file(question.id);
  const { files, fileProblems } = question;
  return html`<div class="file-list">${renderFileList({ language, control, files, fileProblems })}</div><input type="file"${fileInputAttributes.document}${attributes(options)}>`;
}
