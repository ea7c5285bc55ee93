// @ts-check
import { drawCode } from './code-drawing.js';

/** How often the page looks for what came from the phone, and how many times before someone has to ask. */
const intervalMs = 5000;
const maxLooks = 120;

/**
 * Shows the page's own address as a QR code, and what a phone adds there.
 * @param {{ place: HTMLDetailsElement, texts: any, isUploading: () => boolean,
 *   showFiles: (input: HTMLInputElement, html: string) => void }} options
 */
export function startHandover({ place, texts, isUploading, showFiles }) {
  const status = /** @type {HTMLElement} */ (place.querySelector('[role=status]'));
  const button = /** @type {HTMLButtonElement} */ (place.querySelector('button'));
  place.querySelector('.code')?.append(drawCode(ownLink(), texts.code));
  let looksLeft = 0;
  let timer = 0;

  const look = async () => {
    const page = await loadPage();
    if (page && !isUploading() && showChanges(page, showFiles)) {
      status.textContent = texts.arrived;
    }
    return page;
  };
  const lookLater = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (!place.open) {
        return;
      }
      if (looksLeft === 0) {
        status.textContent = texts.stopped;
        return;
      }
      if (!document.hidden) {
        looksLeft -= 1;
        await look();
      }
      lookLater();
    }, intervalMs);
  };
  const start = () => {
    if (place.open) {
      looksLeft = maxLooks;
      status.textContent = texts.waiting;
      lookLater();
    }
  };
  place.addEventListener('toggle', start);
  button.addEventListener('click', async () => {
    start();
    if (!(await look())) {
      status.textContent = texts.failed;
    }
  });
  start();
}

/** The link of the email, in the language that was chosen here. */
function ownLink() {
  const language = new URLSearchParams(location.search).get('lang');
  return `${location.origin}${location.pathname}${language ? `?lang=${language}` : ''}`;
}

/**
 * The page as it is now; null while it cannot be loaded. Where it has become another one, because the phone has submitted it
 * or the link was closed, this one gives way to it.
 * @returns {Promise<Document | null>}
 */
async function loadPage() {
  const response = await fetch(ownLink(), { headers: { Accept: 'text/html' } }).catch(() => null);
  if (!response || response.status === 429 || response.status >= 500) {
    return null;
  }
  // Without its head, whose styles this page's Content-Security-Policy rejects.
  const [content = ''] = /<main[\s\S]*<\/main>/.exec(await response.text()) ?? [];
  const page = new DOMParser().parseFromString(content, 'text/html');
  if (!page.querySelector('[data-handover]')) {
    location.replace(ownLink());
  }
  return page;
}

/**
 * Shows the files and the consent that have changed.
 * @param {Document} page @param {Parameters<typeof startHandover>[0]['showFiles']} showFiles
 * @returns {boolean} whether any have
 */
function showChanges(page, showFiles) {
  const consent = /** @type {HTMLInputElement | null} */ (document.getElementById('consent'));
  if (consent && !consent.checked && page.getElementById('consent')?.hasAttribute('checked')) {
    consent.checked = true;
    consent.dispatchEvent(new Event('change'));
  }
  let hasChanged = false;
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll('.check input[type=file]')
  )) {
    const list = input.previousElementSibling;
    const now = page.getElementById(input.id)?.previousElementSibling;
    if (list && now && filesIn(list) !== filesIn(now)) {
      const hasFocus = list.contains(document.activeElement);
      showFiles(input, now.innerHTML);
      hasChanged = true;
      if (hasFocus) {
        input.focus();
      }
    }
  }
  return hasChanged;
}

/** Links of files contain their ids. @param {Element} list */
const filesIn = (list) => [...list.querySelectorAll('.name')].map(({ innerHTML }) => innerHTML).join();
