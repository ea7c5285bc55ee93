import { isKnownLabel } from '../text/terms.ts';
import type { Shape } from '../vocabulary/concept.ts';
import { legalSuffix, organisationName, personName } from '../vocabulary/patterns.ts';
import { countriesIn } from './country.ts';

const aPerson = new RegExp(`^${personName}`, 'u');
const onlyPerson = new RegExp(`^${personName}(?:,? (?:LL\\.?[BM]\\.?|MBA|ACA|ACCA|PhD|CAMS|Esq\\.?))*$`, 'u');
const surnameFirst = /^\p{Lu}[\p{L}'’-]+, (?:\p{Lu}[\p{L}'’.-]*\s?){1,4}$/u;
const anOrganisation = new RegExp(organisationName, 'u');
const suffixAtEnd = new RegExp(`${legalSuffix}\\)?$`, 'u');

/** Figures that text recognition has taken for letters, or the other way round, within a number. */
const misread = /\d[OoIlSBZ|]\d|^[OoIl|]\d|\d[OoIl|]$/;

/** A letter or digit that no number has. */
const noNumber = /[^\p{L}\d ./()–-]/u;

const identifier = (value: string) =>
  /\d{2}/.test(value.replaceAll(/[ ./-]/g, '')) &&
  value.length <= 40 &&
  value.split(' ').length <= 7 &&
  !noNumber.test(value) &&
  !misread.test(value.replaceAll(' ', '')) &&
  !/\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}/.test(value) &&
  !/\p{Ll}{4}/u.test(value);

const checks: Record<Shape, (value: string) => boolean> = {
  identifier,
  'registration-number': (value) => {
    const compact = value.replaceAll(/[ ./-]/g, '');
    return /^(?:[A-Za-z]{0,8})\d{4,12}[A-Za-z]{0,3}$/.test(
      compact.replace(/^(?:Amtsgericht|Registergericht)\p{L}+(?=HR)/u, ''),
    )
      ? identifier(value.replace(/^Amtsgericht \p{L}+,? /u, ''))
      : false;
  },
  lei: (value) => /^[A-Z0-9]{18}\d{2}$/.test(value) && leiRemainder(value) === 1,
  organisation: (value) => value.length <= 160 && /\p{L}{2}/u.test(value) && !/[:?!|]/.test(value),
  person: (value) =>
    value.length <= 90 &&
    !/\d/.test(value) &&
    (onlyPerson.test(value) || surnameFirst.test(value)) &&
    !suffixAtEnd.test(value) &&
    !isKnownLabel(value),
  address: (value) => {
    const hasNumber = /\d/.test(value);
    const parts = value.split(/[,\n]/).filter((part) => part.trim() !== '').length;
    return (
      value.length <= 300 &&
      hasNumber &&
      (parts >= 2 || /\b(?:D-)?\d{5} \p{Lu}/u.test(value)) &&
      /\p{L}{3}/u.test(value) &&
      !/[@|€£$]|\d[.,]\d{2}(?!\d)|https?:|www\.|\b(?:will|was|were|is|are|has|have|wird|wurde|ist|sind|resolved)\b/i.test(
        value,
      ) &&
      /(?:\b\d{4,6}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\d+\S* \p{Lu}|\p{L}+\.? \d+)/u.test(value)
    );
  },
  people: (value) => /\p{Lu}\p{L}+,? (?:\p{L}{2,3} )?\p{Lu}/u.test(value),
  phone: (value) => /^[+(\d][\d ()/.–-]{6,24}\d$/.test(value),
  phrase: (value) => value.length <= 160 && /\p{L}{2}/u.test(value) && value.split(/\s+/).length <= 18,
  countries: (value) => countriesIn(value).length > 0,
  names: (value) => value.length <= 120 && /^[\p{Lu}\d]/u.test(value) && value.split(/\s+/).length <= 12,
};

/** Whether a value can be what it is said to be. */
export const hasShape = (shape: Shape, value: string): boolean => checks[shape](value);

export const namesPerson = (value: string): boolean => aPerson.test(value) && !anOrganisation.test(value);

/** The remainder of ISO 7064's check by 97, which is 1 for a valid identifier of ISO 17442. */
function leiRemainder(value: string): number {
  let remainder = 0;
  for (const character of value) {
    const figure = Number.parseInt(character, 36);
    remainder = (remainder * (figure > 9 ? 100 : 10) + figure) % 97;
  }
  return remainder;
}
