// @ts-check
import { shapes } from './capture-shapes.js';
import { make } from './elements.js';

/** @typedef {import('./capture-shapes.js').Shape} Shape */

/**
 * The dialog of the camera: its picture in a frame with the document's proportions, and then the photo in its place.
 * @param {{ title: string, texts: any, hasKinds: boolean }} options
 */
export function buildView({ title, texts, hasKinds }) {
  const dialog = make('dialog', { className: 'capture' });
  dialog.setAttribute('aria-labelledby', 'capture-heading');
  dialog.setAttribute('aria-describedby', 'capture-status');
  const video = make('video', { muted: true, playsInline: true });
  video.setAttribute('aria-hidden', 'true');
  const canvas = make('canvas', { role: 'img', ariaLabel: texts.photo });
  const stage = make('div', { className: 'stage' });
  stage.append(video, canvas, make('div', { className: 'frame' }));
  const status = make('p', { id: 'capture-status', role: 'status' });
  const kinds = buildKinds(texts);
  kinds.hidden = !hasKinds;
  let isKindFixed = !hasKinds;
  const button = (/** @type {string} */ textContent, className = '') =>
    make('button', { type: 'button', textContent, className });
  const buttons = {
    shoot: button(texts.shoot),
    use: button(texts.use),
    again: button(texts.again, 'secondary'),
    close: button(texts.close, 'secondary'),
  };
  buttons.shoot.autofocus = true;
  const row = make('div', { className: 'buttons' });
  row.append(...Object.values(buttons));
  dialog.append(make('h2', { id: 'capture-heading', textContent: title }), kinds, status, stage, row);
  return {
    dialog,
    video,
    canvas,
    buttons,
    /** @param {(kind: string) => void} choose */
    onKind: (choose) =>
      kinds.addEventListener('change', ({ target }) => {
        if (target instanceof HTMLInputElement) {
          choose(target.value);
        }
      }),
    /** Once there is a photo of one kind, the next one is of the same document. */
    fixKind: () => {
      isKindFixed = true;
    },
    /** @param {{ shape: Shape, text: string, isPhoto?: boolean, isBad?: boolean }} state */
    show: ({ shape, text, isPhoto = false, isBad = false }) => {
      const { ratio, facing } = shapes[shape];
      stage.style.setProperty('--ratio', String(ratio));
      stage.className = `stage ${shape}${facing === 'user' ? ' mirrored' : ''}${isPhoto ? ' taken' : ''}`;
      status.textContent = text;
      status.className = isBad ? 'problem' : '';
      kinds.hidden = isKindFixed || isPhoto;
      canvas.hidden = !isPhoto;
      buttons.shoot.hidden = isPhoto;
      buttons.use.hidden = !isPhoto;
      buttons.again.hidden = !isPhoto;
    },
  };
}

/** @param {any} texts */
function buildKinds(texts) {
  const kinds = make('fieldset', { className: 'choices row' });
  kinds.append(make('legend', { className: 'spoken', textContent: texts.kinds.heading }));
  for (const value of ['card', 'passport']) {
    const label = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, { type: 'radio', name: 'capture-kind', value, checked: value === 'card' });
    label.append(input, make('span', { textContent: texts.kinds[value] }));
    kinds.append(label);
  }
  return kinds;
}
