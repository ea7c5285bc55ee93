// @ts-check

/** A desk: a wide window and a mouse. What is held in the hand has a camera of its own. */
const desk = '(min-width: 48rem) and (pointer: fine)';

/**
 * Offers to continue on a phone, and loads what that needs once it is opened.
 * @param {Pick<Parameters<typeof import('./handover.js').startHandover>[0], 'isUploading' | 'showFiles'>} page
 */
export function offerHandover(page) {
  const place = /** @type {HTMLDetailsElement | null} */ (document.querySelector('[data-handover]'));
  if (!place || !matchMedia(desk).matches) {
    return;
  }
  place.hidden = false;
  const { module, texts } = JSON.parse(place.dataset['handover'] ?? '{}');
  const open = async () => {
    try {
      const { startHandover } = await import(module);
      startHandover({ place, texts, ...page });
    } catch {
      place.open = false;
      place.addEventListener('toggle', open, { once: true });
    }
  };
  place.addEventListener('toggle', open, { once: true });
}
