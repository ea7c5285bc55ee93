// @ts-check
import { examine, takePhoto, toFile } from './capture-photo.js';
import { shapes } from './capture-shapes.js';
import { buildView } from './capture-view.js';
import { make } from './elements.js';

/** @typedef {import('./capture-shapes.js').Shape} Shape */

/** The photos that belong to each kind of document, in their order. @type {Record<string, Shape[]>} */
const photosOf = { card: ['front', 'back'], passport: ['passport'], paper: ['paper'], face: ['face'] };

/**
 * Takes the photos of one check. Resolves once the recipient has closed the camera; the camera is off then.
 * @param {{ kind: 'document' | 'paper' | 'face', title: string, texts: any, stylesheet: string,
 *   onPhoto: (photo: File) => void }} options `kind` is `document` where the recipient says which one they have
 * @throws {DOMException} when there is no camera, it is in use, or the recipient does not allow it
 */
export async function openCamera({ kind, title, texts, stylesheet, onPhoto }) {
  let photos = photosOf[kind === 'document' ? 'card' : kind] ?? [];
  let next = 0;
  const shape = () => photos[next] ?? 'paper';
  const [stream] = await Promise.all([openStream(shape()), load(stylesheet)]);
  const view = buildView({ title, texts, hasKinds: kind === 'document' });
  const { dialog, video, canvas, buttons } = view;

  const showCamera = () => view.show({ shape: shape(), text: texts.hints[shape()] });
  view.onKind((chosen) => {
    photos = photosOf[chosen] ?? photos;
    showCamera();
  });
  buttons.shoot.addEventListener('click', () => {
    takePhoto(video, canvas, shape());
    const problems = examine(canvas, shape()).map((problem) => texts.advice[problem]);
    view.show({
      shape: shape(),
      text: problems.length > 0 ? [...problems, texts.advice.anyway].join(' ') : texts.advice.none,
      isPhoto: true,
      isBad: problems.length > 0,
    });
    buttons.use.focus();
  });
  buttons.again.addEventListener('click', () => {
    showCamera();
    buttons.shoot.focus();
  });
  buttons.use.addEventListener('click', async () => {
    buttons.use.disabled = true;
    const photo = await toFile(canvas, `${texts.names[shape()]}.jpg`);
    buttons.use.disabled = false;
    onPhoto(photo);
    next += 1;
    if (next === photos.length) {
      dialog.close();
      return;
    }
    view.fixKind();
    showCamera();
    buttons.shoot.focus();
  });
  buttons.close.addEventListener('click', () => dialog.close());

  try {
    video.srcObject = stream;
    await video.play();
    document.body.append(dialog);
    showCamera();
    dialog.showModal();
    await new Promise((resolve, reject) => {
      dialog.addEventListener('close', resolve);
      // Unplugged, or no longer allowed.
      stream.getVideoTracks()[0]?.addEventListener('ended', reject);
    });
  } finally {
    for (const track of stream.getTracks()) {
      track.stop();
    }
    dialog.close();
    dialog.remove();
  }
}

/** @param {Shape} shape */
const openStream = (shape) =>
  navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      facingMode: { ideal: shapes[shape].facing },
      width: { ideal: 2560 },
      height: { ideal: 1440 },
    },
  });

/** @param {string} href @returns {Promise<void>} */
function load(href) {
  if (document.querySelector(`link[href="${href}"]`)) {
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const link = make('link', { rel: 'stylesheet', href, onload: () => resolve(), onerror: reject });
    document.head.append(link);
  });
}
