import { lines, sent } from './sent-case.ts';

/** What templates have in an answer's place, figures that are to be multiplied, and lists that end. */
export const sentWording = [
  sent('template that nobody has filled in', 'txt', () =>
    lines(
      'Full legal name: [please complete]',
      'Company registration number: 00000000',
      'LEI: <LEI of the company>',
      'Website: www.yourcompany.com',
      'MLRO: «MLRO»',
      'Email of the MLRO: name@company.com',
      'Employees: [number]',
      'Legal form: e.g. private limited company',
      'Date of incorporation: DD/MM/YYYY',
      'Country of incorporation: Please select',
      'Registered office: Click or tap here to enter text.',
      'Directors: [Name 1], [Name 2]',
      'Is the company licensed or supervised by a financial regulator? Yes / No',
    ),
  ),
  sent('template in German', 'txt', () =>
    lines(
      'Registernummer: bitte ausfüllen',
      'Geldwäschebeauftragter: Klicken Sie hier, um Text einzugeben.',
      'Mitarbeiter: z. B. 50',
      'Sitz der Gesellschaft: wird nachgereicht',
    ),
  ),
  sent(
    'supervised by an authority that is yet to be written',
    'txt',
    () =>
      lines(
        'Is the company licensed or supervised by a financial or other sector regulator? Yes',
        'Regulator: [please complete]',
      ),
    { regulated: true },
  ),
  ...[
    'Revenue of the last financial year (EUR m): 12.5',
    'Revenue of the last financial year (€m): 12.5',
    'Revenue of the last financial year: EUR 12.5 million',
  ].map((line, index) =>
    sent(`revenue in millions ${index + 1}`, 'txt', () => line, { annual_revenue: 12_500_000 }),
  ),
  ...[
    'Revenue of the last financial year (EUR 000): 1,250',
    'Revenue of the last financial year (k€): 1250',
    'All amounts in thousand EUR\n\nItem | Value\nRevenue of the last financial year | 1,250',
  ].map((line, index) =>
    sent(`revenue in thousands ${index + 1}`, 'txt', () => line, { annual_revenue: 1_250_000 }),
  ),
  sent(
    'revenue with a unit that is not clear',
    'txt',
    () => 'All amounts in thousand EUR\n\nRevenue of the last financial year: EUR 1,250,000',
  ),
  sent(
    'directors, then others',
    'txt',
    () => lines('Directors: Anna Berg', 'Bo Lind', 'Company secretary: Cy Moe', 'Owner: Dee Poe'),
    {
      directors: { has: ['Anna Berg', 'Bo Lind'], lacks: ['Cy Moe', 'Dee Poe'] },
    },
  ),
  sent(
    'directors below a heading, then an owner',
    'md',
    () => '# Directors\n\n- Anna Berg\n- Bo Lind\n- Owner: Dee Poe\n',
    {
      directors: { has: ['Anna Berg', 'Bo Lind'], lacks: ['Dee Poe'] },
    },
  ),
];
