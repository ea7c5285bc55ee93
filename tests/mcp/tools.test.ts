import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as operations from '../../src/graphql/operations.ts';
import { compiledTools } from '../../src/mcp/compile-tools.ts';
import { keyArgument } from '../../src/mcp/tool-arguments.ts';
import { additiveActions, reachingOperations, repeatableActions } from '../../src/mcp/tool-hints.ts';
import { routes } from '../../src/rest/routes.ts';
import { documentedOperations, examplesOf } from '../reference/document.ts';
import { isMultipart, placeFor, printedPathOf, withOwnIds } from '../reference/place.ts';
import { shareTestGateway, type TestGateway } from '../support/gateway.ts';
import { callTool, listTools } from './agent.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await shareTestGateway();
});
afterAll(() => gateway.drop());

const tools = [...compiledTools().values()];

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
addFormats.default(ajv);

const problemsOf = (schema: object, value: unknown): unknown[] => {
  const check = ajv.compile(schema);
  check(value);
  return check.errors ?? [];
};

describe('the tools', () => {
  it('the tools are the rows of the table of routes, one each, in its order', () => {
    expect(tools.map(({ route }) => `${route.method} ${route.path}`)).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`),
    );
  });

  it('the names of the tools and what they do are stable', () => {
    const described = tools.map(({ definition: { name, annotations }, scopes }) => {
      const hints = ['readOnly', 'destructive', 'idempotent', 'openWorld'].filter(
        (hint) => annotations?.[`${hint}Hint` as 'readOnlyHint'],
      );
      return `${name} [${scopes}] ${hints.join(' ')}`;
    });
    expect(`\n${described.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      send_workflow [WRITE,SEND] openWorld
      preview_workflow [WRITE,SEND] readOnly idempotent
      list_workflow_sessions [READ] readOnly idempotent
      create_batch [SEND] openWorld
      list_batches [READ] readOnly idempotent
      get_batch [READ] readOnly idempotent
      list_batch_items [READ] readOnly idempotent
      cancel_batch [SEND] destructive idempotent
      get_workflow_session [READ] readOnly idempotent
      resend_workflow [SEND] destructive openWorld
      revoke_workflow [SEND] destructive
      list_workflow_session_events [READ] readOnly idempotent
      list_responses [READ] readOnly idempotent
      get_response [READ] readOnly idempotent
      update_response [ADMIN] destructive idempotent
      save_response [WRITE] destructive idempotent
      autofill_response [WRITE] destructive openWorld
      get_autofill [READ] readOnly idempotent
      preview_prefill_response [SEND] readOnly idempotent
      send_prefill_response [SEND] destructive openWorld
      start_review [ADMIN] 
      request_changes [SEND] openWorld
      complete_review [ADMIN] 
      approve_response [ADMIN] destructive
      reject_response [ADMIN] destructive
      comment_on_response [ADMIN] 
      list_response_comments [READ] readOnly idempotent
      list_response_events [READ] readOnly idempotent
      list_response_submissions [READ] readOnly idempotent
      list_entities [READ] readOnly idempotent
      create_entity [WRITE] 
      get_entity [READ] readOnly idempotent
      update_entity [WRITE] destructive idempotent
      hold_entity [ADMIN] idempotent
      release_entity [ADMIN] idempotent
      erase_entity [ADMIN] destructive idempotent
      upload_document [WRITE] 
      list_entity_documents [READ] readOnly idempotent
      list_questionnaires [READ] readOnly idempotent
      get_questionnaire [READ] readOnly idempotent
      list_verification_sessions [READ] readOnly idempotent
      get_verification_session [READ] readOnly idempotent
      record_verification_outcome [ADMIN] destructive
      get_evidence_file [READ] readOnly idempotent
      get_document [READ] readOnly idempotent
      delete_document [WRITE] destructive idempotent
      get_document_file [READ] readOnly idempotent
      list_webhooks [ADMIN] readOnly idempotent
      create_webhook [ADMIN] 
      get_webhook [ADMIN] readOnly idempotent
      update_webhook [ADMIN] destructive idempotent
      delete_webhook [ADMIN] destructive idempotent
      list_webhook_deliveries [ADMIN] readOnly idempotent
      redeliver_webhook [ADMIN] openWorld
      rotate_webhook_secret [ADMIN] destructive
      test_webhook [ADMIN] openWorld
      list_captured_mails [READ] readOnly idempotent
      get_credits [READ] readOnly idempotent
      "
    `);
  });

  it('the hints mention operations that exist', () => {
    const names = new Set(Object.values(operations).map(({ name }) => name));
    const mentioned = [...additiveActions, ...repeatableActions, ...reachingOperations];
    expect(mentioned.filter((name) => !names.has(name))).toEqual([]);
  });

  it('repetitions of an operation are merged if it creates a resource, sends an email or reaches others, and only then', () => {
    for (const { route } of tools) {
      const { operation, method, status } = route;
      if (operation) {
        const creates = method === 'POST' && (status === 201 || operation.needs.includes('sendMail'));
        const merges = !operation.isQuery && (creates || reachingOperations.has(operation.name));
        expect(operation.createsOrSends ?? false, operation.name).toBe(
          merges || operation.name === 'rotateWebhookSecret',
        );
      }
    }
  });

  it('a tool that creates, sends or charges accepts an idempotency key, and one that reads does not', () => {
    for (const { definition, route } of tools) {
      const accepts = keyArgument in (definition.inputSchema.properties ?? {});
      const { operation } = route;
      expect(accepts, definition.name).toBe(
        operation !== undefined && !operation.isQuery && 'idempotencyKey' in (operation.input as any).shape,
      );
    }
  });

  it.each(tools.map(({ definition }) => [definition.name, definition] as const))(
    '%s has valid schemas without references, descriptions, and words of its own API',
    (_name, { inputSchema, outputSchema, description, title }) => {
      for (const schema of [inputSchema, outputSchema as object]) {
        expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
        expect(() => ajv.compile(schema)).not.toThrow();
        expect(JSON.stringify(schema)).not.toContain('$ref');
      }
      expect(inputSchema.type).toBe('object');
      for (const [argument, schema] of Object.entries<any>(inputSchema.properties ?? {})) {
        expect(schema.description, argument).toMatch(/^\S[\s\S]*[.)…]$/m);
      }
      expect(title).toMatch(/^[A-Z]/);
      expect(description).toMatch(/\.$/);
      const words = JSON.stringify([description, inputSchema, outputSchema]);
      expect(words).not.toMatch(/`(?:GET|POST|PUT|PATCH|DELETE) \//);
    },
  );
});

/** The value of an argument for each part of a request's path. */
function idsOf(documented: (typeof documentedOperations)[number]): Record<string, string> {
  const names = documented.path.split('/');
  const values = printedPathOf(documented).split('/');
  return Object.fromEntries(
    names.flatMap((name, index) =>
      name.startsWith('{') ? [[name.slice(1, -1), String(values[index])]] : [],
    ),
  );
}

describe('every tool works with its example and returns what its schema says:', () => {
  for (const documented of documentedOperations) {
    const tool = tools.find(
      ({ route }) => route.path === documented.path && route.method === documented.method,
    )!;
    it.each(examplesOf(documented))(`${tool.definition.name}, %s`, async (_key, value) => {
      const place = await placeFor(gateway, documented);
      const body = isMultipart(documented)
        ? {
            file: {
              name: 'extract.txt',
              content: Buffer.from('Registered name: Harbour Light').toString('base64'),
            },
          }
        : (value ?? {});
      const passed: any = withOwnIds({ ...idsOf(documented), ...body }, place);
      if (documented.path === '/questionnaires/{id}/') {
        passed.id = place.questionnaire;
      }
      const { inputSchema, outputSchema } = tool.definition;
      expect(problemsOf(inputSchema, passed)).toEqual([]);
      const answer = await callTool(gateway, place.tenant.key, tool.definition.name, passed);
      expect(answer.isError, JSON.stringify(answer.structuredContent)).toBeUndefined();
      const [success] = (outputSchema as any).anyOf;
      expect(problemsOf(success, answer.structuredContent)).toEqual([]);
      expect(JSON.parse(answer.content[0]!.text)).toEqual(answer.structuredContent);
    });
  }
});

describe('the tools that a key sees', () => {
  it('a key with the scope READ sees the tools that every key can call, which only read', async () => {
    const tenant = await gateway.createTenant();
    const seen = await listTools(gateway, await tenant.createKey({ scopes: ['READ'] }));
    expect(seen.map(({ name }) => name)).toEqual(
      tools.filter(({ scopes }) => scopes.includes('READ')).map(({ definition }) => definition.name),
    );
    expect(seen.every(({ annotations }) => annotations.readOnlyHint)).toBe(true);
    expect(seen.map(({ name }) => name)).not.toContain('list_webhooks');
  });

  it.each([
    ['WRITE', 'save_response', 'approve_response'],
    ['SEND', 'revoke_workflow', 'save_response'],
    ['ADMIN', 'list_webhooks', 'send_workflow'],
  ])(
    'a key with the scope %s sees %s and not %s, and calling that is permission_denied',
    async (scope, seenTool, hidden) => {
      const tenant = await gateway.createTenant();
      const key = await tenant.createKey({ scopes: [scope] });
      const names = (await listTools(gateway, key)).map(({ name }) => name);
      expect(names).toContain(seenTool);
      expect(names).not.toContain(hidden);
      const passed = {
        save_response: { id: tenant.id, answers: [] },
        approve_response: { id: tenant.id },
        send_workflow: {
          entity: { legal_name: 'Acme' },
          ddq: { questionnaire_id: 1 },
          email: 'a@acme.example',
        },
      }[hidden];
      const answer = await callTool(gateway, key, hidden, passed);
      expect(answer).toMatchObject({ isError: true, structuredContent: { code: 'permission_denied' } });
    },
  );
});
