import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A span as it was exported. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  /** Empty for the first span of a trace. */
  parentSpanId: string;
  name: string;
  attributes: Record<string, string | number>;
  hasFailed: boolean;
}

export interface TraceCollector {
  /** What gateways have to be started with. */
  url: string;
  spans: CollectedSpan[];
  /** The attributes of what the spans belong to. */
  resource: Record<string, string | number>;
  /** Everything that was received, as text. */
  received: () => string;
  close: () => Promise<void>;
}

/** A collector that takes traces by OTLP over HTTP, in protobuf. */
export async function startTraceCollector(): Promise<TraceCollector> {
  const spans: CollectedSpan[] = [];
  const resource: TraceCollector['resource'] = {};
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const sent = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    bodies.push(body);
    if (request.url === '/v1/traces' && request.headers['content-type'] === 'application/x-protobuf') {
      for (const resourceSpans of messages(body, 1)) {
        Object.assign(resource, ...messages(resourceSpans, 1).map((each) => attributesOf(each, 1)));
        spans.push(...messages(resourceSpans, 2).flatMap((scope) => messages(scope, 2).map(spanOf)));
      }
    }
    response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    resource,
    received: () => Buffer.concat(bodies).toString('latin1'),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const spanOf = (span: Buffer): CollectedSpan => ({
  traceId: text(span, 1, 'hex'),
  spanId: text(span, 2, 'hex'),
  parentSpanId: text(span, 4, 'hex'),
  name: text(span, 5),
  attributes: attributesOf(span, 9),
  hasFailed: messages(span, 15).some((status) =>
    fieldsOf(status).some(([number, value]) => number === 3 && value === 2),
  ),
});

const attributesOf = (message: Buffer, field: number): Record<string, string | number> =>
  Object.fromEntries(
    messages(message, field).map((attribute) => {
      const [value = Buffer.alloc(0)] = messages(attribute, 2);
      const [first] = fieldsOf(value);
      return [text(attribute, 1), typeof first?.[1] === 'number' ? first[1] : String(first?.[1] ?? '')];
    }),
  );

const messages = (message: Buffer, field: number): Buffer[] =>
  fieldsOf(message).flatMap(([number, value]) => (number === field && Buffer.isBuffer(value) ? [value] : []));

const text = (message: Buffer, field: number, encoding: BufferEncoding = 'utf8'): string =>
  messages(message, field)[0]?.toString(encoding) ?? '';

/** The fields of a message in the encoding of protobuf: bytes, or whole numbers. */
function fieldsOf(message: Buffer): [number: number, value: Buffer | number][] {
  const fields: [number, Buffer | number][] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return Number(value);
      }
    }
  };
  while (at < message.length) {
    const tag = varint();
    const wireType = tag & 7;
    if (wireType === 0) {
      fields.push([tag >> 3, varint()]);
    } else {
      const length = wireType === 2 ? varint() : wireType === 1 ? 8 : 4;
      fields.push([tag >> 3, message.subarray(at, at + length)]);
      at += length;
    }
  }
  return fields;
}
