import {
  Client,
  StreamableHTTPClientTransport,
  type VersionNegotiationMode,
} from '@modelcontextprotocol/client';
import type { TestGateway } from '../support/gateway.ts';

/** What a call of a tool returned. */
export interface ToolAnswer {
  isError?: boolean;
  structuredContent: any;
  content: { type: string; text: string; [name: string]: any }[];
  _meta?: Record<string, unknown>;
}

export interface RpcAnswer {
  status: number;
  headers: Record<string, unknown>;
  body: any;
}

interface RpcOptions {
  key?: string;
  headers?: Record<string, string>;
}

/** The headers of a client of the protocol. */
export const rpcHeaders = (key?: string) => ({
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  ...(key !== undefined && { authorization: `Bearer ${key}` }),
});

/** Sends a message of the protocol without a client. */
export async function sendRpc(
  gateway: TestGateway,
  message: unknown,
  { key, headers = {} }: RpcOptions,
): Promise<RpcAnswer> {
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/mcp',
    headers: { ...rpcHeaders(key), ...headers },
    payload: typeof message === 'string' ? message : JSON.stringify(message),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: response.body === '' ? undefined : response.json(),
  };
}

export const callMessage = (name: string, passed?: unknown, id = 1) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, ...(passed !== undefined && { arguments: passed }) },
});

/** Calls a tool without a client. */
export async function callTool(
  gateway: TestGateway,
  key: string,
  name: string,
  passed: unknown = {},
): Promise<ToolAnswer> {
  const { status, body } = await sendRpc(gateway, callMessage(name, passed), { key });
  if (status !== 200 || !body.result) {
    throw new Error(`${name} returned ${status} ${JSON.stringify(body)}`);
  }
  return body.result;
}

/** The tools that a key sees. */
export async function listTools(gateway: TestGateway, key: string): Promise<any[]> {
  const { body } = await sendRpc(gateway, { jsonrpc: '2.0', id: 1, method: 'tools/list' }, { key });
  return body.result.tools;
}

/** Connects the protocol's own client to a gateway that listens. */
export async function connectClient(
  url: string,
  key: string,
  mode: VersionNegotiationMode = 'auto',
): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' }, { versionNegotiation: { mode } });
  const headers = { authorization: `Bearer ${key}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }),
  );
  return client;
}
