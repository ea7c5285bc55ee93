// @ts-check
import { form } from './page.js';

/**
 * Offers the camera beside the inputs of evidence that can be photographed, on a device that has one. The inputs stay.
 * @param {(input: HTMLInputElement, text: string, more?: 'bad') => void} report
 */
export async function offerCamera(report) {
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-camera]'));
  // Without a secure connection, browsers have no such devices.
  if (buttons.length === 0 || !navigator.mediaDevices) {
    return;
  }
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  if (!devices.some(({ kind }) => kind === 'videoinput')) {
    return;
  }
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => photograph(button, report));
  }
}

/** @param {HTMLElement} button @param {Parameters<typeof offerCamera>[0]} report */
async function photograph(button, report) {
  const { module, stylesheet, texts } = JSON.parse(form?.dataset['capture'] ?? '{}');
  const input = /** @type {HTMLInputElement} */ (button.parentElement?.querySelector('input[type=file]'));
  const consent = /** @type {HTMLInputElement | null} */ (document.getElementById('consent'));
  if (button.ariaDisabled) {
    return;
  }
  if (consent && !consent.checked) {
    report(input, texts.consentFirst, 'bad');
    consent.focus();
    return;
  }
  button.ariaDisabled = 'true';
  report(input, '');
  try {
    const { openCamera } = await import(module);
    await openCamera({
      kind: button.dataset['camera'],
      title: button.dataset['title'],
      texts,
      stylesheet,
      onPhoto: (/** @type {File} */ photo) => choose(input, photo),
    });
    button.focus();
  } catch (error) {
    const isDenied = error instanceof DOMException && error.name === 'NotAllowedError';
    report(input, isDenied ? texts.denied : texts.failed, 'bad');
    input.focus();
  }
  button.ariaDisabled = null;
}

/** As if the photo had been chosen as a file. @param {HTMLInputElement} input @param {File} photo */
function choose(input, photo) {
  const chosen = new DataTransfer();
  chosen.items.add(photo);
  input.files = chosen.files;
  input.dispatchEvent(new Event('change'));
}
