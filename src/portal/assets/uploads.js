// @ts-check
import { offerCamera } from './camera-buttons.js';
import { offerHandover } from './handover-offer.js';
import { close, describe, fill, make, newForm, say, texts } from './page.js';
import { questions, refresh, showProblem } from './questions.js';

/** How large a file can be, where its input does not say more. */
const maxFileBytes = 20_971_520;
const bytesPerMegabyte = 1_048_576;

/** @param {HTMLInputElement} input */
const maxBytes = (input) => Number(input.dataset['maxBytes'] ?? maxFileBytes);

const inputs = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input[type=file]')]);
const consent = /** @type {HTMLInputElement | null} */ (document.getElementById('consent'));

/** Requests for files in progress. @type {Set<Promise<void>>} */
export const uploading = new Set();

/** Sends each file as soon as it is chosen, and removes it as soon as that is requested. */
export function enhanceFiles() {
  for (const input of inputs) {
    input.addEventListener('change', () => take(input));
    enhanceList(input);
    take(input);
  }
  consent?.addEventListener('change', () => inputs.forEach(take));
  offerCamera(report);
  offerHandover({ isUploading: () => uploading.size > 0, showFiles });
  document.querySelector('[value=upload]')?.toggleAttribute('hidden', true);
}

/** @param {HTMLInputElement} input */
function take(input) {
  const files = [...(input.files ?? [])];
  if (files.length === 0) {
    return;
  }
  if (consent && !consent.checked) {
    report(input, texts.consentFirst);
    return;
  }
  // Chosen files would be sent once more with the form.
  input.value = '';
  const large = files.filter(({ size }) => size > maxBytes(input));
  const fitting = files.filter((file) => !large.includes(file));
  const rejections = large
    .map(({ name }) => fill(texts.tooLarge, name, maxBytes(input) / bytesPerMegabyte))
    .join(' ');
  if (fitting.length === 0) {
    report(input, rejections, 'bad');
    return;
  }
  const data = newForm('upload');
  if (consent) {
    data.append('consent', 'given');
  }
  for (const file of fitting) {
    data.append(input.name, file);
  }
  const names = fitting.map(({ name }) => name).join(', ');
  const bar = make('progress', { max: 1, value: 0 });
  bar.setAttribute('aria-label', names);
  const percent = make('span', { className: 'percent', textContent: '0 %' });
  // Read out by the bar itself; a status that changes with every percent would never stop talking.
  percent.setAttribute('aria-hidden', 'true');
  const cancel = make('button', { type: 'button', className: 'quiet', textContent: texts.cancel });
  const cancelling = new AbortController();
  cancel.addEventListener('click', () => cancelling.abort());
  report(input, fill(texts.uploading, names), [bar, percent, cancel]);
  const showShare = (/** @type {number} */ share) => {
    bar.value = share;
    percent.textContent = `${Math.floor(share * 100)} %`;
    // Once all of it is there, it cannot be called back.
    cancel.hidden = share === 1;
  };
  track(
    sendFiles(input, data, showShare, cancelling.signal).then(
      () => report(input, rejections, 'bad'),
      (isClosed) => {
        if (cancelling.signal.aborted) {
          report(input, fill(texts.cancelled, names));
          input.focus();
          return;
        }
        report(
          input,
          `${fill(isClosed === true ? texts.uploadLate : texts.uploadFailed, names)} ${rejections}`,
          'bad',
        );
      },
    ),
  );
}

/** @param {Promise<void>} sending */
function track(sending) {
  uploading.add(sending);
  sending.finally(() => uploading.delete(sending));
}

/**
 * Sends a form and puts the list of files that it is answered with into the page.
 * @param {HTMLInputElement} input @param {FormData} data @param {(share: number) => void} onProgress
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function sendFiles(input, data, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', location.href);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onerror = reject;
    request.onabort = reject;
    signal?.addEventListener('abort', () => request.abort());
    request.onload = () => {
      const answer = request.response;
      if (answer?.status === 'saved') {
        showFiles(input, answer.html);
        resolve();
        return;
      }
      const isClosed = answer?.status === 'closed';
      if (isClosed) {
        close();
      }
      reject(isClosed);
    };
    request.send(data);
  });
}

/** @param {HTMLInputElement} input @param {string} html the list as the gateway renders it */
function showFiles(input, html) {
  report(input, '');
  const list = input.previousElementSibling;
  const countFiles = () => list?.querySelectorAll('li').length;
  const before = countFiles();
  if (list) {
    list.innerHTML = html;
  }
  enhanceList(input);
  const question = questions.find(({ element }) => element.contains(input));
  if (question) {
    if (countFiles() !== before) {
      delete question.element.dataset['change'];
    }
    showProblem(question, null);
    refresh();
  } else if (list?.querySelector('li')) {
    document.getElementById(`${input.id}-problem`)?.remove();
    describe(input, `${input.id}-problem`, false);
    input.removeAttribute('aria-invalid');
  }
}

/** Buttons in the place of the checkboxes that work without a script. @param {HTMLInputElement} input */
function enhanceList(input) {
  const list = input.previousElementSibling;
  list?.querySelector('.remove-hint')?.remove();
  for (const label of list?.querySelectorAll('.remove') ?? []) {
    const box = /** @type {HTMLInputElement} */ (label.querySelector('input'));
    const button = make('button', {
      type: 'button',
      className: 'quiet',
      textContent: texts.remove,
      ariaLabel: box.ariaLabel,
    });
    button.addEventListener('click', () => {
      const data = newForm('upload');
      data.append(box.name, box.value);
      button.setAttribute('aria-disabled', 'true');
      track(
        sendFiles(input, data, () => {}).then(
          () => input.focus(),
          () => say(texts.retry, true),
        ),
      );
    });
    label.replaceWith(button);
  }
}

/**
 * Says under a file input what becomes of its files.
 * @param {HTMLInputElement} input @param {string} text @param {HTMLElement[] | 'bad'} [more] how far it is, or that it failed
 */
function report(input, text, more) {
  const id = `${input.id}-upload`;
  document.getElementById(id)?.remove();
  if (text !== '') {
    const note = make('div', { id, className: more === 'bad' ? 'problem' : 'upload', textContent: text });
    note.setAttribute('role', 'status');
    input.after(note);
    note.append(...(Array.isArray(more) ? more : []));
  }
}
