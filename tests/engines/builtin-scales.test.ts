import { describe, expect, it } from 'vitest';
import { askEngine } from '../support/ask-engine.ts';

const revenue = {
  text: 'What was the revenue of the last financial year, in euros?',
  type: 'NUMBER',
} as const;
const staff = { text: 'How many people does the company employ?', type: 'NUMBER' } as const;

describe('an amount is multiplied', () => {
  it.each([
    ['Revenue of the last financial year (EUR m): 12.5', 12_500_000],
    ['Revenue of the last financial year (€m): 12.5', 12_500_000],
    ['Revenue of the last financial year (EUR million): 12.5', 12_500_000],
    ['Revenue of the last financial year (EUR 000): 1,250', 1_250_000],
    ["Revenue of the last financial year (EUR '000): 950", 950_000],
    ['Revenue of the last financial year (k€): 950', 950_000],
    ['Revenue of the last financial year (TEUR): 950', 950_000],
    ['Revenue of the last financial year (in thousands of euros): 950', 950_000],
    ['Revenue of the last financial year (€bn): 1.5', 1_500_000_000],
    ['Revenue of the last financial year: EUR 12.5m', 12_500_000],
    ['Revenue of the last financial year: €m 12.5', 12_500_000],
    ['Revenue of the last financial year (EUR m): 12.5 million', 12_500_000],
    ['Umsatz im letzten Geschäftsjahr (in Mio. €): 12,5', 12_500_000],
    ['Umsatz im letzten Geschäftsjahr: 950 T€', 950_000],
  ])('an amount is multiplied by the scale in its label or in the word after it: %s', async (line, value) => {
    expect(await askEngine(revenue, line)).toBe(value);
  });

  it.each([
    'Item | Value (EUR k)\nRevenue | 950\nSeat | Oslo',
    'Item | EUR thousand\nRevenue | 950',
    'EUR k | 2025\nRevenue | 950\nProfit | 40',
    'Item | Unit | Value\nRevenue | EUR k | 950\nEmployees | number | 12',
    'Revenue | 950 | k€',
    '| EUR k\nRevenue | 950\nProfit | 40',
    'All amounts in thousand EUR\n\nItem | Value\nRevenue of the last financial year | 950',
    'All amounts in thousand EUR unless otherwise stated.\n\nRevenue of the last financial year: 950',
    'Key figures\n\n(in TEUR)\n\nRevenue of the last financial year: 950',
    'Alle Beträge in Tsd. EUR\n\nUmsatz des letzten Geschäftsjahres: 950',
    'Revenue of the last financial year: 950\n\nFigures are stated in EUR thousand.',
  ])('or the column, row or line for all of them: %j', async (page) => {
    expect([950_000, undefined]).toContain(await askEngine(revenue, page));
  });

  it('an amount is not multiplied where no scale is given', async () => {
    for (const page of [
      'Revenue of the last financial year in EUR: 1,250,000',
      'All amounts in EUR\n\nRevenue of the last financial year: 1,250,000',
      'In 2025 we moved 12.5 million parcels.\n\nRevenue of the last financial year: EUR 1,250,000',
      'Item | Value in EUR | Change\nRevenue | 1,250,000 | 5%',
    ]) {
      expect(await askEngine(revenue, page), page).toBe(1_250_000);
    }
  });
});

describe('a question about an amount is left open', () => {
  it.each([
    'Revenue of the last financial year (EUR h): 12.5',
    'Revenue of the last financial year (EUR m): 950 k',
    'Umsatz des letzten Geschäftsjahres (Billionen EUR): 1,5',
    'Revenue of the last financial year (EUR m): 12,500,000',
    'All amounts in thousand EUR\n\nRevenue of the last financial year: EUR 950,000',
    'All amounts in thousand EUR\n\nAll figures in EUR million\n\nRevenue of the last financial year: 950 EUR',
    'Revenue of the last financial year in EUR: 950\n\n(in TEUR)\n\nProfit: 40',
  ])('where it is not clear by how much it is to be multiplied: %j', async (page) => {
    expect(await askEngine(revenue, page)).toBeUndefined();
  });
});

describe('a count', () => {
  it('a count is not multiplied by the scale of the amounts around it, but by its own', async () => {
    expect(
      await askEngine(staff, 'All amounts in thousand EUR\n\nItem | 2025\nRevenue | 950\nEmployees | 42'),
    ).toBe(42);
    expect(await askEngine(staff, 'TEUR | 2025\nRevenue | 950\nEmployees | 42')).toBe(42);
    expect([1_200, undefined]).toContain(await askEngine(staff, 'Employees (thousands): 1.2'));
    expect(
      await askEngine(
        { text: 'What percentage of the shares is held by Anna Berg?', type: 'NUMBER' },
        'All amounts in thousand EUR\n\nPercentage of shares held by Anna Berg: 62.5',
      ),
    ).toBe(62.5);
  });
});

describe('a question that asks in thousands', () => {
  it('a question that asks in thousands gets thousands', async () => {
    const inThousands = {
      text: 'What was the revenue of the last financial year, in thousands of euros?',
      type: 'NUMBER',
    } as const;
    expect(await askEngine(inThousands, 'Revenue of the last financial year (TEUR): 950')).toBe(950);
    expect(await askEngine(inThousands, 'Revenue of the last financial year: EUR 950,000')).toBe(950);
  });
});

describe('a figure as a text', () => {
  it('a figure as a text is no answer without its scale', async () => {
    const asText = { text: 'What is the share capital?', type: 'TEXT' } as const;
    expect(await askEngine(asText, 'Share capital (EUR k): 250')).toBeUndefined();
    expect(await askEngine(asText, 'Share capital: EUR 250,000')).toBe('EUR 250,000');
  });
});
