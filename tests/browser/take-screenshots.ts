import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { launchBrowser } from '../support/browser.ts';
import { samples } from '../support/sample-files.ts';

/*
 * Takes the pictures of the documentation: `npm run screenshots`. A first start, the first example in GraphiQL, the email
 * that it sends, the page that the email leads to, and what the same recipient and a person see later on.
 */
const folder = fileURLToPath(new URL('./screenshots/', import.meta.url));
await mkdir(folder, { recursive: true });

/** Longer than phones are, so that a picture shows more than the head of a page. */
const phone: BrowserContextOptions = { viewport: { width: 390, height: 1180 }, isMobile: true };
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };

/** What a company has answered by the time of the pictures. */
const answers = {
  legal_name: 'Acme',
  trading_names: 'Acme Anvils',
  registration_number: '04812377',
  incorporation_date: '2011-04-01',
  incorporation_country: 'GB',
  legal_form: 'Private limited company',
  registered_address: '12 Harbour Street\nLondon E1 8QS\nUnited Kingdom',
};

const dataDir = await mkdtemp(join(tmpdir(), 'postern-screenshots-'));
const gateway = await createGateway({
  settings: readSettings({
    PORT: '0',
    PUBLIC_URL: 'https://kyc.northgate.example',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
  }),
});
const url = await gateway.listen();
const key = (await readFile(join(dataDir, 'demo-key'), 'utf8')).trim();
const browser = await launchBrowser();
try {
  const graphiql = await newPage(desktop);
  await graphiql.goto(`${url}/graphql`);
  await graphiql.getByRole('button', { name: /execute query/i }).click();
  await graphiql.locator('.result-window').getByText('"SENT"').waitFor();
  await take(graphiql, 'graphiql');

  const mail = await newestMail();
  const responseId = await newestResponse();
  await call('PUT', `/responses/${responseId}/save/`, { answers: byKey(answers) });
  for (const [name, options, mailWidth, legalName] of [
    ['desktop', desktop, 760, 'Acme Ltd'],
    ['phone', phone, 390, 'Acme Limited'],
  ] as const) {
    const page = await newPage(options);
    await page.setViewportSize({ width: mailWidth, height: 844 });
    await page.setContent(mail.html);
    await take(page, `mail-${name}`, { isWhole: true });

    await page.setViewportSize(options.viewport ?? { width: 0, height: 0 });
    await page.goto(mail.link);
    await take(page, `link-${name}`);
    await page.getByRole('link', { name: 'Company identity', exact: true }).click();
    await page.getByLabel('What is the full legal name of the company?').fill(legalName);
    await page.getByText(/^Saved at/).waitFor();
    await page.mouse.click(2, 2);
    await page.evaluate('scrollTo(0, 0)');
    await take(page, `section-${name}`);
  }

  await gateway.services.allTenants.response.update({
    where: { id: responseId },
    data: { status: 'UNDER_REVIEW' },
  });
  await call('POST', `/responses/${responseId}/request-changes/`, {
    message: 'Thank you, this is nearly complete. The register shows another name than the one you gave us.',
    question_keys: ['legal_name'],
  });
  const changes = await newPage(phone);
  await changes.goto((await newestMail()).link);
  await scrollTo(changes.locator('.callout'));
  await take(changes, 'changes-phone');

  await call('POST', '/workflows/send/', {
    entity: { entity_type: 'individual', first_name: 'Jane', last_name: 'Doe' },
    verification: { checks: { document: true, identity: true } },
    email: 'jane@example.com',
  });
  const verification = await newPage(phone);
  await verification.goto((await newestMail()).link);
  await verification.getByRole('checkbox', { name: 'I consent' }).check();
  await verification.getByLabel('Identity document', { exact: true }).setInputFiles({
    name: 'passport.jpg',
    mimeType: 'image/jpeg',
    buffer: samples.jpeg('x'.repeat(250_000)),
  });
  await verification.getByRole('button', { name: 'Remove passport.jpg' }).waitFor();
  await verification.mouse.click(2, 2);
  await scrollTo(verification.locator('.choices'));
  await take(verification, 'verification-phone');
} finally {
  await browser.close();
  await gateway.close();
  await rm(dataDir, { recursive: true });
}

async function newPage(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  return context.newPage();
}

/** Puts an element at the top of the window. */
async function scrollTo(target: Locator): Promise<void> {
  await target.evaluate((element) => {
    const { scrollBy } = globalThis as any;
    scrollBy(0, element.getBoundingClientRect().top - 16);
  });
}

/** What is in the window, or the whole page. */
async function take(page: Page, name: string, { isWhole = false } = {}): Promise<void> {
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: isWhole });
}

/** Calls the REST API with the demo tenant's key. */
async function call(method: 'POST' | 'PUT', path: string, body: object): Promise<void> {
  const { statusCode, body: text } = await gateway.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${key}` },
    payload: body,
  });
  if (statusCode >= 300) {
    throw new Error(`${method} ${path} was refused: ${text}`);
  }
}

function byKey(values: Record<string, unknown>): { question_key: string; value: unknown }[] {
  return Object.entries(values).map(([question_key, value]) => ({ question_key, value }));
}

async function newestMail(): Promise<{ html: string; link: string }> {
  const mail = await gateway.services.allTenants.capturedMail.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return { html: mail.html, link: `${url}${/\/w\/[\w-]+/.exec(mail.text)?.[0] ?? ''}` };
}

async function newestResponse(): Promise<string> {
  const { id } = await gateway.services.allTenants.response.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return id;
}
