import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formOf, sendForm } from '../support/forms.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { wordDocumentOf } from '../support/office-documents.ts';
import { newQuestionnaire } from '../support/questionnaires.ts';
import { rawPdf, textAt } from '../support/raw-pdf.ts';
import { createPrefill } from '../support/responses.ts';
import { createWorld } from '../support/world.ts';
import { autofill, readAnswers } from './support.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.close());

const questionnaire = {
  name: 'Company',
  type: 'RFI',
  sections: [
    {
      title: 'Company',
      questions: [
        { key: 'number', text: 'What is the company registration number?', type: 'TEXT' },
        {
          key: 'revenue',
          text: 'What was the revenue of the last financial year, in euros?',
          type: 'NUMBER',
        },
        { key: 'share', text: 'What percentage of the shares is held by Anna Berg?', type: 'NUMBER' },
      ],
    },
  ],
};

/** Uploads files for a company of a tenant's own over REST, and lets the built-in engine read them. */
async function answersFrom(files: Record<string, Buffer | string>) {
  const world = await createWorld(gateway);
  const { id: questionnaireId } = await newQuestionnaire(world.tenant, questionnaire);
  const responseId = await createPrefill(world, { questionnaireId });
  const readable: Record<string, boolean> = {};
  for (const [fileName, content] of Object.entries(files)) {
    const { status, body } = await sendForm(
      `/api/v1/entities/${world.company}/documents/`,
      formOf([{ name: 'file', file: { content: Buffer.from(content as string), fileName } }]),
      { gateway, key: world.tenant.key },
    );
    expect(status, JSON.stringify(body)).toBe(201);
    readable[fileName] = body.readable;
  }
  const run = await autofill(world, responseId);
  const answers = await readAnswers(world, responseId);
  const values = Object.fromEntries(Object.entries(answers).map(([key, { value }]) => [key, value]));
  return { values, readable, failed: run.failed_documents };
}

describe('files as people send them', () => {
  it('files as people send them are read, from the upload to the answers', async () => {
    const csv = [
      'Company data',
      'Exported 2026-03-01',
      '',
      'Item;Value',
      'Revenue last financial year in EUR;1.250.000,50',
    ];
    const footer =
      '<w:p><w:r><w:t>Registered in Norway. Company registration number: 07654321.</w:t></w:r></w:p>';
    const { values, readable, failed } = await answersFrom({
      'data.csv': csv.join('\r\n'),
      'letter.docx': wordDocumentOf({
        body: '<w:p><w:r><w:t>Dear all</w:t></w:r></w:p><w:sectPr><w:footerReference w:type="default" r:id="f1"/></w:sectPr>',
        footers: { f1: footer },
      }),
      'shares.pdf': Buffer.concat([
        Buffer.from('\r\n'),
        rawPdf({ content: textAt(50, 600, 'Percentage of shares held by Anna Berg: 62.5') }),
      ]),
    });
    expect(values).toEqual({ number: '07654321', revenue: 1250000.5, share: 62.5 });
    expect(readable).toEqual({ 'data.csv': true, 'letter.docx': true, 'shares.pdf': true });
    expect(failed).toEqual([]);
  });

  it('whose encoding is doubtful are named with it, and the others are used', async () => {
    const { values, readable, failed } = await answersFrom({
      'turkish.csv': iconv.encode('Item;Value\r\nMLRO;Yıldız', 'windows-1254'),
      'polish.csv': iconv.encode(
        'Item;Value\r\nŻółty Łabędź;x\r\nCompany registration number;07654321',
        'windows-1250',
      ),
    });
    expect(values['number']).toBe('07654321');
    expect(readable).toEqual({ 'turkish.csv': false, 'polish.csv': true });
    expect(failed).toEqual([
      {
        name: 'turkish.csv',
        reason: expect.stringContaining('encoding of its text is doubtful: it may be windows-12'),
      },
    ]);
  });

  it('text that a file hides or leaves as a template gives no answers', async () => {
    const { values } = await answersFrom({
      'hidden.html': '<p style="display:none">Company registration number: 99999999</p><p>Seat: Oslo</p>',
      'template.txt':
        'Revenue of the last financial year: [EUR 1,000,000]\r\nPercentage of shares held by Anna Berg: e.g. 25',
    });
    expect(values).toEqual({ number: null, revenue: null, share: null });
  });
});
