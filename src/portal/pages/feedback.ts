import { type Html, html } from '../../text/html.ts';
import { renderIcon } from './icons.ts';

/** Something that is wrong, and the address of the control, on this page or another. */
export interface ProblemLink {
  href: string;
  text: string;
  problem: string;
}

/**
 * All that was rejected, each with a link to its place. The first on a page has the focus when the page
 * opens.
 */
export function renderProblems({
  id,
  heading,
  hint,
  problems,
}: {
  id: string;
  heading: string;
  hint: string;
  problems: readonly ProblemLink[];
}): Html {
  const items = problems.map(
    ({ href, text, problem }) => html`<li><a href="${href}">${text}</a> <span>${problem}</span></li>`,
  );
  return html`<section class="callout danger" id="${id}" role="alert" tabindex="-1" autofocus aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
<p>${hint}</p>
<ul>${items}</ul>
</section>
`;
}

/** Good news after a form was sent. */
export function renderSaved({ heading, hint }: { heading: string; hint: string }): Html {
  return html`<div class="callout saved" role="status">${renderIcon('tick', 20)}<div><strong>${heading}</strong>
<p>${hint}</p></div></div>
`;
}
