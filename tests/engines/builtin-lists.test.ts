import { describe, expect, it } from 'vitest';
import { askEngine } from '../support/ask-engine.ts';

const directors = {
  text: 'Please list all directors or members of the equivalent body.',
  type: 'LONG_TEXT',
} as const;
const owners = { text: 'Please list all beneficial owners.', type: 'LONG_TEXT' } as const;

/** The answer has the names and nothing of the others; where it is not clear who belongs to a list there may be none. */
async function expectOnly(
  question: typeof directors | typeof owners,
  page: string,
  names: string[],
  others: string[],
) {
  const answer = await askEngine(question, page);
  if (answer !== undefined) {
    for (const name of names) {
      expect(answer, page).toContain(name);
    }
    for (const other of others) {
      expect(answer, page).not.toContain(other);
    }
  }
  return answer;
}

const [anna, bo, cy, dee] = ['Anna Berg', 'Bo Lind', 'Cy Moe', 'Dee Poe'];

describe('a list of directors ends where its label ends', () => {
  it.each([
    `Directors: ${anna}, ${bo}\nCompany secretary: ${cy}\nBeneficial owner: ${dee}`,
    `Directors: ${anna}\n${bo}\nSecretary: ${cy}\nOwner: ${dee}`,
    `Directors: ${anna}\n${bo}\nOwner: ${dee}`,
    `Directors: ${anna}\n${bo}\nBeneficial owner ${dee}`,
    `Directors: ${anna}\n${bo}\n${dee}, beneficial owner`,
    `Directors: ${anna}\n${bo}\n${dee} (owner)`,
    `Directors\n\n${anna}\n${bo}\nShareholder: ${dee}`,
    `Directors\n${anna}\n${bo}\nOwner: ${dee}\nSecretary: ${cy}`,
    `Directors\n- ${anna}\n- ${bo}\n- Secretary: ${cy}\n- Owner: ${dee}`,
    `Directors:\n- ${anna}\n- ${bo}\n\nOwners:\n- ${dee}`,
    `Director: ${anna}\nDirector: ${bo}\nBeneficial owner: ${dee}`,
    `Director | ${anna}\nDirector | ${bo}\nCompany secretary | ${cy}\nBeneficial owner | ${dee}`,
    `Director: ${anna}\nBeneficial owner: ${dee}\nDirector: ${bo}`,
    `Director: ${anna}\nMLRO: ${cy}\nDirector: ${bo}\nAuditor: ${dee}`,
    `Geschäftsführer: ${anna}, ${bo}\nProkurist: ${cy}\nWirtschaftlich Berechtigte: ${dee}`,
    `The directors are ${anna} and ${bo}, the secretary is ${cy} and the owner is ${dee}.`,
    `The directors are ${anna} and ${bo}. The beneficial owner is ${dee}.`,
    `Directors: ${anna}; ${bo}; Secretary: ${cy}; Owner: ${dee}`,
    `Directors: ${anna}, ${bo}, Company secretary: ${cy}`,
    `Name | Role\n${anna} | Director\n${bo} | Director\n${cy} | Secretary\n${dee} | Beneficial owner`,
  ])('%j', async (page) => {
    const answer = await expectOnly(directors, page, [], [cy, dee]);
    expect(answer === undefined || String(answer).includes(anna)).toBe(true);
  });

  it('a list of directors includes all its names where its end is clear', async () => {
    for (const page of [
      `Directors: ${anna}, ${bo}\nCompany secretary: ${cy}\nBeneficial owner: ${dee}`,
      `Directors: ${anna}\n${bo}\nOwner: ${dee}`,
      `Directors\n- ${anna}\n- ${bo}\n- Secretary: ${cy}\n- Owner: ${dee}`,
      `Director: ${anna}\nDirector: ${bo}\nBeneficial owner: ${dee}`,
    ]) {
      expect(await expectOnly(directors, page, [anna, bo], [cy, dee]), page).toBeDefined();
    }
  });
});

describe('a list of owners ends where its label ends', () => {
  it.each([
    `Beneficial owners: ${anna}, ${bo}\nDirectors: ${cy}, ${dee}`,
    `Beneficial owners\n${anna}\n${bo}\nDirector: ${dee}`,
    `Beneficial owners: ${anna}\n${bo}\nDirector ${dee}`,
    `Beneficial owner: ${anna}\nDirector: ${cy}\nBeneficial owner: ${bo}\nDirector: ${dee}`,
  ])('%j', async (page) => {
    await expectOnly(owners, page, [], [cy, dee]);
  });
});
