import type { App } from './app.ts';
import { readFile } from './client.ts';
import { element } from './elements.ts';
import type { CaseFile } from './operations.ts';
import { texts } from './texts/texts.ts';
import { valueElement } from './values.ts';

type Answer = CaseFile['answers'][number];

/** The answers in the questionnaire's order, by its sections. */
export function answersSection(app: App, response: CaseFile): HTMLElement {
  const byQuestion = new Map(response.answers.map((answer) => [answer.question.id, answer]));
  return element(
    'section',
    {},
    element('h2', {}, texts.response.answers),
    ...response.questionnaireVersion.sections.map(({ title, questions }) =>
      element(
        'section',
        { className: 'card' },
        element('h3', {}, title),
        element(
          'dl',
          { className: 'answers' },
          ...questions.map(({ id }) => {
            const answer = byQuestion.get(id);
            return answer && answerRow(app, response, answer);
          }),
        ),
      ),
    ),
  );
}

function answerRow(app: App, response: CaseFile, answer: Answer): HTMLElement {
  const { question, value } = answer;
  const raised = response.flags.filter((flag) => flag.question === question.key);
  return element(
    'div',
    {},
    element('dt', {}, question.text),
    element(
      'dd',
      {},
      question.type === 'FILE' && Array.isArray(value) && value.length > 0
        ? element('span', { className: 'files' }, ...value.map((id) => fileButton(app, response, String(id))))
        : valueElement(value, question),
      ...raised.map(({ text }) => element('span', { className: 'raised' }, text)),
      source(answer),
    ),
  );
}

/** Where autofill found the answer. The quote is the text of a third party, and is marked as such. */
function source({ source: found }: Answer): HTMLElement | null {
  if (!found) {
    return null;
  }
  const { documentName, page, quote, confidence, engine } = found;
  const { response: labels } = texts;
  const percent = confidence.toLocaleString(texts.language, { style: 'percent' });
  return element(
    'figure',
    {},
    element('blockquote', {}, quote),
    element(
      'figcaption',
      {},
      `${labels.thirdParty} ${labels.source(documentName, page)}, ${labels.engine[engine]}, ${labels.confidence(percent)}.`,
    ),
  );
}

/** Saves a file that the API returns for the key, which a plain link could not carry. */
function fileButton(app: App, { documents }: CaseFile, id: string): HTMLElement {
  const name = documents.nodes.find((document) => document.id === id)?.name ?? texts.response.file;
  const alert = element('span', { className: 'alert', hidden: true, role: 'alert' });
  const button = element('button', { type: 'button' }, texts.response.download(name));
  button.addEventListener('click', async () => {
    button.disabled = true;
    alert.hidden = true;
    try {
      const address = URL.createObjectURL(await readFile(app.session, id));
      element('a', { href: address, download: name, rel: 'noopener' }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      alert.textContent = app.report(error);
      alert.hidden = false;
    }
    button.disabled = false;
  });
  return element('span', {}, button, alert);
}
