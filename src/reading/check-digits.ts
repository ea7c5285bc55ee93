/**
 * Whether a code of letters and digits has the check digits of ISO 7064 MOD 97-10, as a legal entity identifier has
 * (ISO 17442): letters count from A = 10, and the number that the code then is leaves 1 when divided by 97.
 */
export function hasCheckDigits97(code: string): boolean {
  let rest = 0;
  for (const character of code) {
    const value = Number.parseInt(character, 36);
    rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
  }
  return rest === 1;
}
