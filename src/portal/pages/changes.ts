import { type Html, html, noHtml } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import type { FormLayout } from './form-layout.ts';

/** The changes that the team requests, with links to the questions that they are about, if any. */
export function renderChanges({ view, byId, onPage, language, linkToQuestion }: FormLayout): Html {
  const { changes, request } = view;
  if (changes === undefined) {
    return noHtml;
  }
  const texts = portalTexts[language].answers;
  const questions = [...byId.values()].filter(({ isHighlighted, isShown }) => isHighlighted && isShown);
  const introduce = questions.every((question) => onPage.includes(question))
    ? texts.changesMarked
    : texts.parts.changesElsewhere;
  const links = questions.map(
    (question) => html`<li><a href="${linkToQuestion(question)}">${question.text}</a></li>`,
  );
  const named =
    links.length === 0
      ? ''
      : html`<p>${introduce(links.length)}</p>
<ul>${links}</ul>
`;
  return html`<section class="callout notice" aria-labelledby="changes">
<h2 id="changes">${texts.changesHeading(request.tenantName)}</h2>
<blockquote>${changes.message}</blockquote>
${named}<p>${texts.changesKept}</p>
</section>
`;
}
