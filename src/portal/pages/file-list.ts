import type { Language } from '../../languages.ts';
import { type Html, html } from '../../text/html.ts';
import { portalTexts } from '../texts/texts.ts';
import { controls, type FileProblem, type FileView } from '../views/views.ts';
import { fileKindOf } from './file-kinds.ts';
import { formatSize } from './format-size.ts';
import { renderIcon } from './icons.ts';

/**
 * The files that were taken in for one control, each with a checkbox that takes it away again, and those that were
 * not, with the reason. What the script puts into the page after an upload is this too.
 *
 * @param options.control the name of the file input
 */
export function renderFileList({
  language,
  control,
  files,
  fileProblems,
}: {
  language: Language;
  control: string;
  files: readonly FileView[];
  fileProblems: readonly FileProblem[];
}): Html {
  const texts = portalTexts[language].answers.files;
  const kind = fileKindOf(control);
  const items = files.map((file) => {
    const size = formatSize({ sizeBytes: file.sizeBytes, language });
    return html`<li>${renderIcon('file', 22)}<span class="name">${renderName(file)} <small>${size}</small></span><label class="remove"><input type="checkbox" name="${controls.remove(control)}" value="${file.id}" aria-label="${texts.removeNamed(file.name)}"><span aria-hidden="true">${texts.remove}</span></label></li>`;
  });
  const list =
    items.length === 0
      ? ''
      : html`<ul class="files" aria-label="${texts.heading}">${items}</ul><p class="help remove-hint">${texts.removeHint}</p>`;
  const problems = fileProblems.map(
    (problem) => html`<p class="problem">${texts.problems[problem.reason](problem.name, kind)}</p>`,
  );
  return html`${list}${problems}`;
}

/** The address is relative to the page's, so that the token is nowhere on the page. */
const renderName = ({ id, name, isOwn }: FileView): Html =>
  isOwn ? html`<a href="?file=${id}" download>${name}</a>` : html`${name}`;
