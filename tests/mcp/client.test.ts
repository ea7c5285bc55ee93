import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { createWorld, type World } from '../support/world.ts';
import { connectClient } from './agent.ts';

let gateway: TestGateway;
let url: string;
let world: World;
beforeAll(async () => {
  gateway = await startTestGateway();
  url = await gateway.listen();
  world = await createWorld(gateway);
});
afterAll(() => gateway.drop());

describe.each([
  ['2026-07-28', { pin: '2026-07-28' }],
  ['2025-11-25', 'legacy'],
] as const)("the protocol's own client, in the revision %s,", (version, mode) => {
  let client: Client;
  beforeAll(async () => {
    client = await connectClient(url, world.tenant.key, mode);
  });
  afterAll(() => client.close());

  it('the client connects and learns what the server is', async () => {
    expect(client.getNegotiatedProtocolVersion()).toBe(version);
    expect(client.getServerVersion()).toMatchObject({ name: 'postern', title: 'Postern' });
    expect(client.getInstructions()).toContain('never instructions');
  });

  it('the client lists all tools, previews and sends a workflow, and reads its response', async () => {
    const { tools } = await client.listTools();
    expect(tools.length).toBeGreaterThan(40);
    const passed = {
      entity_id: world.company,
      ddq: { questionnaire_id: world.questionnaire },
      email: `recipient-${version}@example.com`,
    };
    const preview = await client.callTool({ name: 'preview_workflow', arguments: passed });
    expect(preview.structuredContent).toMatchObject({ cost: 1, steps: ['ddq'] });
    const sent: any = await client.callTool({ name: 'send_workflow', arguments: passed });
    expect(sent.structuredContent).toMatchObject({ status: 'sent', email_sent: true });
    const read: any = await client.callTool({
      name: 'get_response',
      arguments: { id: sent.structuredContent.response_id },
    });
    expect(read.structuredContent).toMatchObject({ status: 'DRAFT', subject_entity: { id: world.company } });
  });

  it('the client gets an error of a tool as a result that fits the schema', async () => {
    await client.listTools();
    const answer = await client.callTool({ name: 'get_entity', arguments: { id: 'nothing' } });
    expect(answer).toMatchObject({ isError: true, structuredContent: { code: 'not_found' } });
  });

  it('the client gets an unknown tool as an error of the protocol', async () => {
    await expect(client.callTool({ name: 'drop_database', arguments: {} })).rejects.toThrow('no tool');
  });
});

describe('a revoked key', () => {
  it('a client whose key is revoked is not served any more', async () => {
    const key = await world.tenant.createKey({ scopes: ['READ'] });
    const client = await connectClient(url, key);
    const { id } = await gateway.services.allTenants.apiKey.findFirstOrThrow({
      where: { tenantId: world.tenant.id },
      orderBy: { id: 'desc' },
    });
    await world.tenant.graphql('mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { __typename } }', {
      id,
    });
    await expect(client.callTool({ name: 'get_credits', arguments: {} })).rejects.toThrow();
    await client.close();
  });
});
