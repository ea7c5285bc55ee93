import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

const opened: TestGateway[] = [];
afterAll(() => Promise.all(opened.map((gateway) => gateway.drop())));

async function open(environment: Record<string, string> = {}): Promise<TestGateway['app']> {
  const gateway = await startTestGateway({ environment });
  opened.push(gateway);
  return gateway.app;
}

const filesIn = (html: string): string[] =>
  [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path);

describe('the page for the team', () => {
  it('the page is the same for everyone, loads only its own files, and lets browsers run nothing else', async () => {
    const app = await open();
    const { statusCode, headers, body } = await app.inject('/team/');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers['referrer-policy']).toBe('no-referrer');
    const policy = String(headers['content-security-policy']);
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(directive);
    }
    expect(body).not.toMatch(/<style|<script(?![^>]* src=)| on\w+=|style=/);
    const withKey = await app.inject({ url: '/team/', headers: { authorization: 'Bearer kycg_live_x' } });
    expect(withKey.body).toBe(body);
    const known = await app.inject({ url: '/team/', headers: { 'if-none-match': String(headers.etag) } });
    expect(known.statusCode).toBe(304);
  });

  it('the first load is smaller than 40 kB, and its files can be kept forever', async () => {
    const app = await open();
    const { body } = await app.inject('/team/');
    const loaded = await Promise.all(
      ['/team/', ...filesIn(body)].map((url) => app.inject({ url, headers: { 'accept-encoding': 'gzip' } })),
    );
    expect(loaded.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    const files = loaded.filter(({ headers }) => /immutable/.test(String(headers['cache-control'])));
    expect(files).toHaveLength(2);
    expect(files.map(({ rawPayload }) => gunzipSync(rawPayload).length).every((size) => size > 1000)).toBe(
      true,
    );
    expect(loaded.reduce((sum, { rawPayload }) => sum + rawPayload.length, 0)).toBeLessThan(40_000);
    expect((await app.inject('/team/files/team-unknown.js')).statusCode).toBe(404);
  });

  it('below the path of PUBLIC_URL, the page finds its files and the API there', async () => {
    const app = await open({ PUBLIC_URL: 'https://kyc.example.com/gateway' });
    const { body } = await app.inject({ url: '/team/', headers: { host: 'kyc.example.com' } });
    expect(body).toContain('data-base="/gateway"');
    expect(filesIn(body).every((path) => path.startsWith('/gateway/'))).toBe(true);
  });

  it('TEAM_PAGE=false turns the page, its files and the link to it off', async () => {
    const [on, off] = [await open(), await open({ TEAM_PAGE: 'false' })];
    const paths = [
      '/team/',
      '/team',
      ...filesIn((await on.inject('/team/')).body).filter((path) => path.startsWith('/team/')),
    ];
    expect(paths).toHaveLength(4);
    for (const path of paths) {
      expect((await on.inject(path)).statusCode, path).toBe(200);
      expect((await off.inject(path)).statusCode, path).toBe(404);
    }
    expect((await on.inject('/')).json().links).toHaveProperty('team');
    expect((await off.inject('/')).json().links).not.toHaveProperty('team');
  });
});
