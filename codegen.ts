import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { minifyIntrospection, preprocessIntrospection } from 'gql.tada/internal';
import { introspectionFromSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { transform } from 'lightningcss';
import { rolldown } from 'rolldown';
import { parse } from 'yaml';
import { quotas } from './src/domain/quotas.ts';
import { errorCodes } from './src/errors.ts';
import { schema } from './src/graphql/schema.ts';
import type { CompiledTool } from './src/mcp/compile-tools.ts';
import { metricDefinitions } from './src/metrics/metric-definitions.ts';
import type { CompiledRoute } from './src/rest/compile-route.ts';
import { settingDefinitions } from './src/settings/setting-definitions.ts';
import { mailFonts, pageFonts } from './src/theme/fonts.ts';
import { inBothSchemes, palettes } from './src/theme/palettes.ts';

/*
 * Writes schema.graphql, the same as a type for the documents of the command line, the layout of the email, the styles and the
 * scripts of the recipient's pages and the team's page, and the reference tables of the documentation. With --check it writes nothing and fails when
 * a file is not what it would write.
 */

interface GeneratedFile {
  filename: string;
  content: string;
}

const schemaInOrder = lexicographicSortSchema(schema);

/** The schema as a type, from which the types of the command line's documents follow. */
function schemaType(): GeneratedFile {
  const introspection = minifyIntrospection(introspectionFromSchema(schemaInOrder, { descriptions: false }));
  return {
    filename: 'src/command-line/schema.generated.d.ts',
    content: `export type introspection = ${preprocessIntrospection(introspection)};\n`,
  };
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The parts of the rules for Prometheus that the documentation shows. */
interface AlertRules {
  groups: {
    rules: { alert: string; expr: string; for: string; annotations: { summary: string; action: string } }[];
  }[];
}

const alerts = (parse(await readFile('docs/examples/alerts.yaml', 'utf8')) as AlertRules).groups.flatMap(
  ({ rules }) => rules,
);

const referenceTables = (routes: readonly CompiledRoute[], tools: Iterable<CompiledTool>) => ({
  settings: table(
    ['variable', 'default', 'description'],
    settingDefinitions.map(({ name, fallback, meaning }) => [`\`${name}\``, fallback, meaning]),
  ),
  routes: table(
    ['path below `/api/v1`', 'success', 'description'],
    routes.map(({ method, path, status, summary }) => [`\`${method} ${path}\``, String(status), summary]),
  ),
  tools: table(
    ['tool', 'requires', 'hints', 'description'],
    [...tools].map(({ definition: { name, annotations = {} }, scopes, route }) => [
      `\`${name}\``,
      scopes.map((scope) => `\`${scope}\``).join(' or '),
      [
        ...(annotations.readOnlyHint ? ['reads'] : ['changes']),
        ...(annotations.destructiveHint ? ['destructive'] : []),
        ...(annotations.idempotentHint && !annotations.readOnlyHint ? ['idempotent'] : []),
        ...(annotations.openWorldHint ? ['reaches others'] : []),
      ].join(', '),
      route.summary,
    ]),
  ),
  metrics: table(
    ['metric', 'type', 'labels', 'meaning'],
    Object.entries(metricDefinitions).map(([name, { type, labels, help }]) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(', '),
      help,
    ]),
  ),
  alerts: table(
    ['alert', 'if', 'for', 'meaning', 'what to do'],
    alerts.map((rule) => [
      rule.alert,
      `\`${rule.expr.replaceAll('|', '\\|')}\``,
      rule.for,
      rule.annotations.summary,
      rule.annotations.action,
    ]),
  ),
  quotas: table(
    ['limit', 'applies to'],
    Object.values(quotas).map(({ max, what }) => [String(max), what]),
  ),
  errors: table(
    ['REST', 'GraphQL, as data of a mutation', 'GraphQL, as an error', 'description'],
    Object.entries(errorCodes).map(([code, definition]) => [
      'status' in definition ? `${definition.status} \`${code.toLowerCase()}\`` : '',
      'isMember' in definition ? `\`${code}\`` : '',
      'requestCode' in definition ? `\`${definition.requestCode}\`` : '',
      definition.meaning,
    ]),
  ),
});

/** The file that has each table, between its markers `<!-- table: name -->` and `<!-- end -->`. */
const homesOfTables = {
  settings: 'docs/configuration.md',
  metrics: 'docs/operations/monitoring.md',
  alerts: 'docs/operations/monitoring.md',
  quotas: 'docs/configuration.md',
  routes: 'docs/api.md',
  tools: 'docs/agents.md',
  errors: 'docs/errors.md',
} as const satisfies Record<keyof ReturnType<typeof referenceTables>, string>;

/**
 * Writes the reference tables. The routes are loaded after the schema is written, because loading fails while a stored
 * document does not fit the schema.
 */
async function documentation(): Promise<GeneratedFile[]> {
  const { compileRoute } = await import('./src/rest/compile-route.ts');
  const { routes } = await import('./src/rest/routes.ts');
  const { compiledTools } = await import('./src/mcp/compile-tools.ts');
  const tables = Object.entries(
    referenceTables(
      routes.map((route) => compileRoute(schema, route)),
      compiledTools().values(),
    ),
  );
  const contents = new Map<string, string>();
  for (const [name, content] of tables) {
    const filename = homesOfTables[name as keyof typeof homesOfTables];
    const text = contents.get(filename) ?? (await readFile(filename, 'utf8'));
    const start = `<!-- table: ${name} -->\n`;
    const from = text.indexOf(start);
    const to = text.indexOf('<!-- end -->', from);
    if (from === -1 || to === -1) {
      throw new Error(`${filename} has no place for the table ${name}`);
    }
    contents.set(filename, `${text.slice(0, from)}${start}\n${content}\n\n${text.slice(to)}`);
  }
  return [...contents].map(([filename, content]) => ({ filename, content }));
}

/** Turns MJML into HTML. It is run by npx when the template has changed, so that no installation carries it. */
const mjml = 'mjml@5.4.1';

/** MJML adds a link to a font server for fonts that it knows, so the fonts are put in afterwards. */
const fontsPlaceholder = 'fonts-of-the-mail';

/**
 * The mail is laid out here and not at start, where it would take most of a second. The first line is a digest of what the
 * layout was made from and of the layout itself, so that a check needs no MJML.
 */
async function mailLayout(): Promise<GeneratedFile> {
  const filename = 'src/mail/templates/invitation.generated.hbs';
  const template = await readFile('src/mail/templates/invitation.mjml', 'utf8');
  // `$light.ink` and the like are colours of the recipient's pages, which MJML must know to accept them.
  const source = template
    .replaceAll('$fonts', fontsPlaceholder)
    .replace(
      /\$(light|dark)\.(page|card|ink|quiet|line)\b/g,
      (_match, scheme: 'light' | 'dark', name: 'page' | 'card' | 'ink' | 'quiet' | 'line') =>
        palettes[scheme][name],
    );
  const sealed = (layout: string): string => {
    const digest = createHash('sha256')
      .update(JSON.stringify([mjml, mailFonts, source, layout]))
      .digest('hex');
    return `{{!-- ${digest} --}}\n${layout}`;
  };
  const current = await readFile(filename, 'utf8').catch(() => '');
  const layout = current.slice(current.indexOf('\n') + 1);
  if (isCheck || current === sealed(layout)) {
    return { filename, content: sealed(layout) };
  }
  const html = execFileSync(
    'npx',
    [
      ...['--yes', mjml, '--stdin', '--stdout', '--noStdoutFileComment'],
      ...[
        '--config.validationLevel',
        'strict',
        '--config.keepComments',
        'false',
        '--config.beautify',
        'false',
      ],
    ],
    { input: source, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] },
  );
  return { filename, content: sealed(`${html.trim().replaceAll(fontsPlaceholder, mailFonts)}\n`) };
}

/** The colours and fonts of pages, as variables of their style sheets. */
const pageVariables = `${inBothSchemes(palettes)}:root{--fonts:${pageFonts}}`;

/** The recipient's pages load one style sheet, so that a phone waits for one request; the team's page too. */
const pageStyle = (): Promise<GeneratedFile> => styleCalled('portal', pageVariables);

async function styleCalled(name: string, variables = '', room = 'portal'): Promise<GeneratedFile> {
  const source = await readFile(`src/${room}/assets/${name}.css`, 'utf8');
  const { code } = transform({
    filename: `${name}.css`,
    code: Buffer.from(`${variables}${source}`),
    minify: true,
  });
  return { filename: `src/${room}/assets/${name}.generated.css`, content: `${code}\n` };
}

/** The modules of a page's script in one file, for the same reason. */
async function scriptCalled(
  name: string,
  entry: string,
  { banner = '', room = 'portal' } = {},
): Promise<GeneratedFile> {
  const bundle = await rolldown({ input: `src/${room}/assets/${entry}`, treeshake: true });
  const { output } = await bundle.generate({ format: 'es', minify: true });
  await bundle.close();
  return { filename: `src/${room}/assets/${name}.generated.js`, content: `${banner}${output[0].code}` };
}

/** What draws the QR code is part of the script, and its licence requires its notice in every copy. */
const handoverBanner = async (): Promise<string> =>
  `/*! With uqr, under the following licence.\n\n${await readFile('node_modules/uqr/LICENSE', 'utf8')}*/\n`;

const isCheck = process.argv.includes('--check');
const stale: string[] = [];
await keep([{ filename: 'schema.graphql', content: `${printSchema(schemaInOrder)}\n` }, schemaType()]);
await keep([...(await documentation()), await mailLayout(), await pageStyle()]);
await keep([await scriptCalled('portal', 'start.js')]);
await keep([await scriptCalled('capture', 'capture.js'), await styleCalled('capture')]);
await keep([await scriptCalled('handover', 'handover.js', { banner: await handoverBanner() })]);
const room = 'team';
await keep([
  await styleCalled('team', pageVariables, room),
  await scriptCalled('team', 'start.ts', { room }),
]);
if (isCheck && stale.length > 0) {
  console.error(`Not up to date, run npm run generate: ${stale.join(', ')}`);
  process.exitCode = 1;
}

/** Writes those files that are not what they should be, or only notes them. */
async function keep(files: readonly GeneratedFile[]): Promise<void> {
  for (const { filename, content } of files) {
    const current = await readFile(filename, 'utf8').catch(() => undefined);
    if (current === content) {
      continue;
    }
    stale.push(filename);
    if (!isCheck) {
      await mkdir(dirname(filename), { recursive: true });
      await writeFile(filename, content);
    }
  }
}
