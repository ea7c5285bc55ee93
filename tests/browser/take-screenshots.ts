import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGateway } from '../../src/gateway.ts';
import { readSettings } from '../../src/settings.ts';
import { launchBrowser } from '../support/browser.ts';

/*
 * Takes the pictures of the README anew: `npm run screenshots`. A first start, the first example in GraphiQL, the mail
 * that it sends and the page that the mail leads to.
 */
const folder = fileURLToPath(new URL('./screenshots/', import.meta.url));
await mkdir(folder, { recursive: true });

const dataDir = await mkdtemp(join(tmpdir(), 'postern-screenshots-'));
const gateway = await createGateway({
  settings: readSettings({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
});
const url = await gateway.listen();
const browser = await launchBrowser();
try {
  const desktop = await browser.newPage({ viewport: { width: 1280, height: 760 } });
  await desktop.goto(`${url}/graphql`);
  await desktop.getByRole('button', { name: /execute query/i }).click();
  await desktop.locator('.result-window').getByText('"SENT"').waitFor();
  await desktop.screenshot({ path: `${folder}graphiql.png` });

  const [mail] = await gateway.services.allTenants.capturedMail.findMany();
  if (!mail) {
    throw new Error('The example has sent no mail.');
  }
  const link = /http\S+\/w\/\S+/.exec(mail.text)?.[0] ?? '';
  for (const [name, width] of [
    ['desktop', 760],
    ['phone', 390],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 844 } });
    await page.setContent(mail.html);
    await page.screenshot({ path: `${folder}mail-${name}.png`, fullPage: true });
    await page.goto(link);
    await page.screenshot({ path: `${folder}link-${name}.png`, fullPage: true });
  }
} finally {
  await browser.close();
  await gateway.close();
  await rm(dataDir, { recursive: true });
}
