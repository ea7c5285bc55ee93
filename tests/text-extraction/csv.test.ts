import { describe, expect, it } from 'vitest';
import { readPagesOf } from '../support/read-text-of.ts';

const textOf = async (...lines: string[]) => readPagesOf('csv', lines.join('\r\n'));

describe('a table of values', () => {
  it('a table of values is parted by what most of its lines agree on, whatever its title and its header have', async () => {
    expect(
      await textOf(
        'Company data',
        'Exported 2026-03-01',
        '',
        'Item;Value',
        'Revenue;1.250.000,50',
        'Share;62,5',
      ),
    ).toEqual(['Company data\nExported 2026-03-01\nItem | Value\nRevenue | 1.250.000,50\nShare | 62,5']);
    expect(await textOf('Angabe, Quelle;Wert', 'Umsatz;987.654,30', 'Anteil;12,5')).toEqual([
      'Angabe, Quelle | Wert\nUmsatz | 987.654,30\nAnteil | 12,5',
    ]);
    expect(
      await textOf('Berg, Groß & Partner, export', 'Item\tValue', 'Employees\t1,204', 'Share\t33,3'),
    ).toEqual(['Berg, Groß & Partner, export\nItem | Value\nEmployees | 1,204\nShare | 33,3']);
    expect(await textOf('Report; internal', 'Item|Value', 'Quota|7,25', 'Seat|Köln')).toEqual([
      'Report; internal\nItem | Value\nQuota | 7,25\nSeat | Köln',
    ]);
    expect(await textOf('Item,Value', 'Directors,Anna Berg; Bo Lind', 'Seat,Oslo')).toEqual([
      'Item | Value\nDirectors | Anna Berg; Bo Lind\nSeat | Oslo',
    ]);
  });

  it('a table of values is parted by what it declares', async () => {
    expect(await textOf('sep=;', 'Item;Value', 'Loss;3,5')).toEqual(['Item | Value\nLoss | 3,5']);
    expect(await textOf('"sep=|"', 'Item|Value, net', 'Gain|4,5')).toEqual(['Item | Value, net\nGain | 4,5']);
    expect(await textOf('\ufeffSEP=\t', 'Item\tValue', 'Rate\t0,75')).toEqual(['Item | Value\nRate | 0,75']);
    expect(await textOf('sep=,', 'Item,Value', 'Rate,2;5')).toEqual(['Item | Value\nRate | 2;5']);
  });

  it('a table of values keeps what is quoted together, whatever is in it', async () => {
    expect(
      await textOf('"Item";"Value"', '"Address; office";"Dock Road 1', 'Leeds"', '"Share";"62,5"'),
    ).toEqual(['Item | Value\nAddress; office | Dock Road 1 Leeds\nShare | 62,5']);
    expect(await textOf('Item,Value', 'Revenue,"1,250,000.50"', 'Name,"Berg ""B"" Ltd, Leeds"')).toEqual([
      'Item | Value\nRevenue | 1,250,000.50\nName | Berg "B" Ltd, Leeds',
    ]);
  });

  it('a table of values never makes a figure of a piece of one', async () => {
    expect(await textOf('Item,Value', 'Share,62,5', 'Revenue,1,250,000')).toEqual([
      'Item | Value\nShare | 62,5\nRevenue | 1,250,000',
    ]);
    expect(await textOf('Name,Share,Year', 'Berg,62,5,2024', 'Lind,37.5,2024')).toEqual([
      'Name | Share | Year\nBerg | 62,5,2024\nLind | 37.5 | 2024',
    ]);
    expect(await textOf('Item,Value', 'Seat,Oslo', 'Rate; net,3,5')).toEqual([
      'Item | Value\nSeat | Oslo\nRate; net | 3,5',
    ]);
  });
});
