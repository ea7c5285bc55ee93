import { countCountries } from '../../reading/countries.ts';
import { legalSuffix, personName } from './name-patterns.ts';
import { hasPeople } from './people.ts';
import type { Shape } from './well-known.ts';

const onlyPerson = new RegExp(`^${personName}(?:,? (?:LL\\.?[BM]\\.?|MBA|ACA|ACCA|PhD|CAMS|Esq\\.?))*$`, 'u');
const surnameFirst = /^\p{Lu}[\p{L}'’-]+, (?:\p{Lu}[\p{L}'’.-]*\s?){1,4}$/u;
const suffixAtEnd = new RegExp(`${legalSuffix}\\)?$`, 'u');

/** Digits that text recognition has taken for letters, or the other way round, within a number. */
const misread = /\d[OoIlSBZ|]\d(?!\p{L})|^[OoIl|]\d|\d[OoIl|]$/u;

const isIdentifier = (value: string) =>
  /\d{2}/.test(value.replaceAll(/[ ./-]/g, '')) &&
  value.length <= 40 &&
  value.split(' ').length <= 7 &&
  // A letter or digit that no number contains.
  !/[^\p{L}\d +./()–-]/u.test(value) &&
  !/\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}/.test(value) &&
  !/\p{Ll}{4}/u.test(value);

/** Another label within a value: two fields on one line. */
const hasLabel = /\p{L}:\s/u;

const isName = (value: string) =>
  value.length <= 120 && /^[\p{Lu}\d]/u.test(value) && value.split(/\s+/).length <= 12;

const isPerson = (value: string) =>
  value.length <= 90 &&
  !/\d/.test(value) &&
  (onlyPerson.test(value) || surnameFirst.test(value)) &&
  !suffixAtEnd.test(value);

function isAddress(value: string): boolean {
  const parts = value.split(/[,\n]/).filter((part) => part.trim() !== '').length;
  return (
    value.length <= 300 &&
    /\p{L}{3}/u.test(value) &&
    (parts >= 2 || /\b(?:D-)?\d{5} \p{Lu}|[([]\d{5,6}[)\]]/u.test(value)) &&
    !/[@|€£$]|\d[.,]\d{2}(?!\d)|https?:|www\.|\b(?:will|was|were|is|are|has|have|wird|wurde|ist|sind|resolved|intends?|plans?|the company|die gesellschaft)\b/i.test(
      value,
    ) &&
    /\b\d{4,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\d+\S* \p{Lu}|\p{L}+\.? \d+/u.test(value)
  );
}

/** A town: some questions for a seat ask for no more. */
const isPlace = (value: string) =>
  value.length <= 40 && /^\p{Lu}[\p{L}\p{M} .'’()/-]+$/u.test(value) && value.split(' ').length <= 4;

const checks: Record<Shape, (value: string) => boolean> = {
  'own name': (value) => value.length <= 160 && /\p{L}{2}/u.test(value) && !/[:?!|]/.test(value),
  name: (value) => isName(value) && !/\d{4}|[";]/.test(value) && /\p{L}{2}/u.test(value),
  person: isPerson,
  people: hasPeople,
  identifier: (value) => isIdentifier(value) && !misread.test(value.replaceAll(' ', '')),
  'register number': (value) =>
    isIdentifier(value) &&
    !misread.test(value.replaceAll(' ', '')) &&
    /\d{3}/.test(value.replaceAll(/[ ./-]/g, '')),
  lei: (value) => /^[A-Z0-9]{18}\d{2}$/.test(value) && leiRemainder(value) === 1,
  address: isAddress,
  phone: (value) => /^[+(\d][\d ()/.–-]{6,24}\d$/.test(value),
  phrase: (value) =>
    !hasLabel.test(value) &&
    value.length <= 160 &&
    /\p{L}{2}/u.test(value) &&
    value.split(/\s+/).length <= 18,
  // A code from a list of industries does not describe anything.
  description: (value) => /\p{L}{3}/u.test(value) && !/^\d{4}/.test(value),
  date: () => true,
  number: (value) => /\d/.test(value),
  country: (value) => countCountries(value) > 0,
  email: () => true,
  url: () => true,
  choice: () => true,
};

/** Whether a value is a sentence about what was requested, rather than the value itself. */
export const isSentence = (value: string): boolean =>
  /(?<!\p{L})(?:is|are|was|were|will|has|have|been|ist|sind|war|wird|wurde|hat|haben)(?!\p{L})/u.test(value);

/** Whether a value can be of the expected shape. */
export const hasShape = (shape: Shape | 'place', value: string): boolean =>
  shape === 'place' ? isPlace(value) : checks[shape](value);

/** The remainder of ISO 7064's check by 97, which is 1 for a valid identifier of ISO 17442. */
function leiRemainder(value: string): number {
  let remainder = 0;
  for (const character of value) {
    const figure = Number.parseInt(character, 36);
    remainder = (remainder * (figure > 9 ? 100 : 10) + figure) % 97;
  }
  return remainder;
}
