import { needsFile } from '../../domain/questionnaires/effort.ts';
import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import type { QuestionnaireView } from '../views/views.ts';
import type { FormLayout } from './form-layout.ts';
import { renderLang } from './render-lang.ts';

/** What is asked, by whom, how long it takes, and that it need not be done in one go. */
export function renderLead({ request, page, effort, changes }: QuestionnaireView): string {
  const { answers } = portalTexts[request.language];
  // Whoever is asked for changes has done most of it already.
  const takes = changes === undefined ? ` ${answers.parts.takes(effort.minutes)}` : '';
  const { lead } = page.kind === 'tasks' ? answers.parts : answers;
  return `${lead(request.tenantName)}${takes} ${answers.keepsAnswers}`;
}

/** How many files are listed; more than that are counted. */
const maxFiles = 10;

/** The files that the questions ask for, so that no one has to look for one halfway; nothing if there are none. */
export function renderAtHand({ view: { effort, changes }, sections, language }: FormLayout): Html {
  if (effort.files.length === 0 || changes !== undefined) {
    return noHtml;
  }
  const files = sections.flatMap(({ questions }) => questions).filter(needsFile);
  const { parts } = portalTexts[language].answers;
  const items = files
    .slice(0, maxFiles)
    .map(({ text, langs }) => html`<li${renderLang(langs.text)}>${text}</li>`);
  const more = files.length - maxFiles;
  return html`<section class="hand" aria-labelledby="hand">
<h2 id="hand">${parts.atHand}</h2>
<ul class="points">${items}${more > 0 ? html`<li>${parts.moreFiles(more)}</li>` : noHtml}</ul>
</section>
`;
}
