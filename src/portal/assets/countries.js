// @ts-check
import { fill, texts } from './page.js';

/**
 * What people also call a country, in English and German; names that the list has anyway are left out. @type {Record<string,
 * string>}
 */
const otherNames = {
  AE: 'UAE, Dubai, VAE',
  CD: 'Democratic Republic of Congo, DR Congo, DRC, Demokratische Republik Kongo',
  CG: 'Republic of Congo, Republik Kongo',
  CI: 'Ivory Coast, Elfenbeinküste',
  CN: "People's Republic of China, PRC, Volksrepublik China",
  CV: 'Cape Verde, Kapverden',
  CZ: 'Czech Republic, Tschechische Republik',
  GB: 'UK, Great Britain, England, Scotland, Wales, Northern Ireland, Großbritannien, Schottland, Nordirland',
  HK: 'Hong Kong, Hongkong',
  IR: 'Islamic Republic of Iran, Persia',
  KP: 'DPRK, Korea North',
  KR: 'Republic of Korea, Korea South',
  MD: 'Moldova, Moldau, Moldawien',
  MK: 'Macedonia, Mazedonien',
  MM: 'Burma, Birma',
  MO: 'Macau, Macao',
  NL: 'Holland',
  PS: 'Palestine, Palästina',
  RU: 'Russian Federation, Russische Föderation',
  SZ: 'Swaziland, Swasiland',
  TL: 'East Timor, Osttimor',
  TR: 'Turkey, Turkiye, Türkei',
  TW: 'Republic of China',
  US: 'USA, America, United States of America, Amerika',
  VA: 'Holy See, Heiliger Stuhl',
  VN: 'Viet Nam',
};

/** Without accents, case, punctuation and words that do not matter. @param {string} text */
const plain = (text) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/\b(?:and|und|the) /g, '')
    .replace(/^saint\b/, 'st')
    .trim();

/** Puts a field above each list of countries that finds them by any usual name. */
export function enhanceCountries() {
  for (const select of /** @type {NodeListOf<HTMLSelectElement>} */ (
    document.querySelectorAll('select[data-countries]')
  )) {
    enhance(select);
  }
  for (const list of document.querySelectorAll('.choices.scroll')) {
    enhanceList(list);
  }
}

/** Whether a country has a name with a word that starts with the text. @param {string[]} names @param {string} wanted */
const fits = (names, wanted) => names.some((name) => ` ${name}`.includes(` ${wanted}`));

/** The names of a country. @param {string} code @param {string} name */
const namesOf = (code, name) => [name, ...(otherNames[code] ?? '').split(',')].map(plain).filter(Boolean);

/**
 * A field that finds countries, and what it says of its result.
 * @param {{ id: string, label: string }} options
 */
function createSearch({ id, label }) {
  const search = document.createElement('input');
  search.type = 'search';
  search.placeholder = texts.searchCountry;
  search.id = `${id}-search`;
  const name = document.createElement('label');
  name.className = 'spoken';
  name.htmlFor = search.id;
  name.textContent = `${texts.searchCountry}: ${label}`;
  const found = document.createElement('p');
  found.className = 'spoken';
  found.setAttribute('role', 'status');
  return { search, name, found };
}

/** How many countries were found, in words. @param {number} count */
const countText = (count) => fill(texts.countriesFound[Math.min(count, 2)], count);

/** Hides the checkboxes of countries that are not searched for; those that are ticked stay. @param {Element} list */
function enhanceList(list) {
  const boxes = [...list.querySelectorAll('input')].map((box) => ({
    box,
    names: namesOf(box.value, box.parentElement?.textContent ?? ''),
  }));
  const [first] = boxes;
  const label = document.getElementById(list.getAttribute('aria-labelledby') ?? '')?.textContent ?? '';
  const { search, name, found } = createSearch({ id: first?.box.id ?? '', label });
  list.before(name, search, found);
  search.addEventListener('input', () => {
    const wanted = plain(search.value);
    const count = boxes.filter(({ names }) => fits(names, wanted)).length;
    for (const { box, names } of boxes) {
      const isShown = count === 0 || box.checked || fits(names, wanted);
      box.parentElement?.toggleAttribute('hidden', !isShown);
    }
    found.textContent = wanted === '' ? '' : countText(count);
  });
  search.addEventListener('keydown', (event) => {
    // Enter in a field without a name of its own would send the form.
    if (event.key === 'Enter') {
      event.preventDefault();
      boxes.find(({ box }) => !box.parentElement?.hidden)?.box.focus();
    }
  });
}

/** @param {HTMLSelectElement} select */
function enhance(select) {
  const all = [...select.options];
  const countries = all.slice(1).map((option) => ({ option, names: namesOf(option.value, option.text) }));
  const { search, name, found } = createSearch({ id: select.id, label: select.labels[0]?.textContent ?? '' });
  select.before(name, search, found);
  // What is chosen unless the search finds one country.
  let before = select.value;
  select.addEventListener('change', () => {
    before = select.value;
  });
  search.addEventListener('input', () => {
    const wanted = plain(search.value);
    const fitting = countries.filter(({ names }) => fits(names, wanted));
    const exact = fitting.filter(({ names }) => names.includes(wanted));
    const [only] = exact.length === 1 ? exact : fitting.length === 1 && wanted.length > 1 ? fitting : [];
    const chosen = only?.option.value ?? before;
    const shown = wanted === '' || fitting.length === 0 ? countries : fitting;
    const isShown = (/** @type {HTMLOptionElement} */ option) =>
      option.value === '' || option.value === chosen || shown.some((one) => one.option === option);
    select.replaceChildren(...all.filter(isShown));
    select.value = chosen;
    found.textContent = wanted === '' ? '' : only ? `${only.option.text}` : countText(fitting.length);
  });
  search.addEventListener('keydown', (event) => {
    // Enter in a field without a name of its own would send the form.
    if (event.key === 'Enter') {
      event.preventDefault();
      select.focus();
    }
  });
}
