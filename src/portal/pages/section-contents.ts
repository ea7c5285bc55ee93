import { type Html, html } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { fillPlaces } from './fill-places.ts';
import { type FormLayout, progressOf } from './form-layout.ts';
import { renderLang } from './render-lang.ts';

/** The sections with how far each is: places on the page with all questions, otherwise pages of their own. */
export function renderContents({ view: { page }, sections, language, linkTo }: FormLayout): Html {
  const texts = portalTexts[language].answers;
  const items = sections.map((section) => {
    const { title, lang, number } = section;
    const { answered, asked, isComplete } = progressOf(section);
    const href =
      page.kind === 'all' ? `#s${number}` : linkTo({ kind: 'section', number, isFromCheck: false });
    const isHere = page.kind === 'section' && page.number === number;
    return html`<li${asked === 0 ? ' data-unmet' : ''}${isComplete ? html` class="complete"` : ''}><a href="${href}"${isHere ? html` aria-current="page"` : ''}><span${renderLang(lang)}>${title}</span> <small id=${`n${number}`}>${fillPlaces(texts.script.part, answered, asked)}</small></a></li>`;
  });
  return html`<nav class="contents" aria-labelledby="contents"><details>
<summary id="contents">${texts.contents}</summary>
<ol>${items}</ol>
</details></nav>`;
}
