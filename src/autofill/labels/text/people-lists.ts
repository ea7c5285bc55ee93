import type { Concept } from '../vocabulary/concept.ts';
import { concepts } from '../vocabulary/index.ts';
import { termsOf } from './terms.ts';

/** Roles that are no concepts of their own. */
const otherRoles = [
  ...[
    'owner',
    'owners',
    'shareholder',
    'shareholders',
    'secretary',
    'auditor',
    'auditors',
    'treasurer',
    'founder',
  ],
  ...[
    'signatory',
    'trustee',
    'settlor',
    'beneficiary',
    'registered agent',
    'contact',
    'contact person',
    'proxy holder',
  ],
  ...[
    'prokurist',
    'prokuristin',
    'prokuristen',
    'prokura',
    'gesellschafter',
    'gesellschafterin',
    'inhaber',
    'inhaberin',
  ],
  ...[
    'aufsichtsrat',
    'supervisory board',
    'schriftführer',
    'kontakt',
    'ansprechpartner',
    'advisory board',
    'beirat',
  ],
];

/** Roles that people on a list of a concept often have as well. */
const alsoOnList: Readonly<Record<string, readonly string[]>> = { directors: ['chief-executive'] };

/** What labels of a person's data name; these are part of a list of people. */
const personalData =
  /\b(?:role|position|function|title|name|born|birth|since|appointed|appointment|share|shares|shareholding|holding|stake|percentage|percent|votes?|voting|country|address|resid\w*|nationality|occupation|passport|id|date|funktion|geboren|seit|anteil\w*|stimm\w*|wohn\w*|anschrift|staatsangeh\w*|beruf|datum|land)\b/iu;

const label = /(?<=[\n;]|[.,]\s)\s*(?:[-•*–]\s*)?(?<label>\p{L}[\p{L} /'’()-]{1,50}?)\s?:(?=\s)/gu;

const rolesBesides = new Map<string, RegExp>();

/** The names of roles that people of a concept do not have, as a source of regular expressions. */
function otherRolesOf({ id, labels }: Concept): string {
  const own = new Set(labels);
  const besides = alsoOnList[id] ?? [];
  const others = concepts
    .filter((other) => other.id !== id && !besides.includes(other.id) && isRole(other))
    .flatMap((other) => other.labels);
  return [...new Set([...others, ...otherRoles])]
    .filter((name) => !own.has(name))
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replaceAll(/[^\p{L}\p{N} ]/gu, '.').replaceAll(' ', '[ \\u00a0-]+'))
    .join('|');
}

const isRole = ({ id, shape }: Concept): boolean =>
  id !== 'full-name' && (shape === 'person' || shape === 'people');

/** "; Secretary: …", "\nBeneficial owner Dee Poe", ", the secretary is …": where another role's people follow. */
function startOfRole(concept: Concept): RegExp {
  const known = rolesBesides.get(concept.id);
  const pattern =
    known ??
    new RegExp(
      `(?:[\\n;,.]|\\s(?:and|und|while|whereas|sowie))\\s*(?:[-•*–]\\s*)?(?:and |und |while )?(?:(?:the|our|its|der|die|das|unser\\p{L}*) )?(?:(?:company|ultimate|sole|current) )?(?:${otherRolesOf(concept)})(?:\\s*\\([^)]*\\))?(?:\\s*[:|–—-]|\\s+(?:is|are|ist|sind)(?!\\p{L})|\\s+(?=\\p{Lu}))`,
      'iu',
    );
  rolesBesides.set(concept.id, pattern);
  return pattern;
}

const roleAfterName = new Map<string, RegExp>();

/** "Dee Poe (owner)", "Dee Poe, beneficial owner": a person with another role. */
function namedAfter(concept: Concept): RegExp {
  const pattern =
    roleAfterName.get(concept.id) ??
    new RegExp(
      `(?:\\(|,\\s|\\s[–—|-]\\s)(?:(?:the|company|ultimate|sole|as|der|die) )*(?:${otherRolesOf(concept)})(?=\\s*(?:\\)|[,;.\\n|]|$))`,
      'iu',
    );
  roleAfterName.set(concept.id, pattern);
  return pattern;
}

/**
 * Where the people of a list end: before a label that names another role, or something that is no person's. Undefined where
 * a person on it is said to have another role, so that it is not clear what the list is of.
 */
export function endOfPeople(text: string, concept: Concept): number | undefined {
  const role = startOfRole(concept).exec(text)?.index ?? text.length;
  const other = [...text.matchAll(label)].find(
    ({ groups }) => !isOwn(groups?.['label'] ?? '', concept) && !personalData.test(groups?.['label'] ?? ''),
  );
  const end = Math.min(role, other?.index ?? text.length);
  const kept = text.slice(0, end).replace(/(?:[\s,;]|(?<!\p{L})(?:and|und))+$/u, '');
  return namedAfter(concept).test(kept) ? undefined : kept.length;
}

const isOwn = (name: string, { id }: Concept): boolean => termsOf(name).concepts.has(id);
