import { randomUUID } from 'node:crypto';
import { newId } from '../../src/ids.ts';
import { oneCase } from '../support/both-apis-table.ts';
import { createPrefill, setStatus } from '../support/responses.ts';
import { addDocument } from './support.ts';

const pages = ['Acme Trading Ltd'];

/** What `autofillResponse` takes and rejects, through both APIs. */
export const refusals = [
  oneCase({
    name: 'takes named documents, of which one is readable',
    given: async (world) => ({
      responseId: await createPrefill(world),
      documentIds: [await addDocument(world, {}), await addDocument(world, { pages })],
    }),
    call: (_world, { responseId, documentIds }) => ({
      mutation: 'autofillResponse',
      input: { responseId, documentIds, overwrite: true },
    }),
    success: (_world, { responseId }) => ({
      object: { response_id: responseId, status: 'processing' },
      changes: { autofillRuns: 1 },
    }),
  }),
  oneCase({
    name: 'takes null for what may be left out',
    given: async (world) => {
      await addDocument(world, { pages });
      return createPrefill(world);
    },
    call: (_world, responseId) => ({
      mutation: 'autofillResponse',
      input: { responseId, documentIds: null, overwrite: null },
    }),
    success: () => ({ object: { status: 'processing' } }),
  }),
  oneCase({
    name: 'rejects a response that does not exist',
    call: () => ({ mutation: 'autofillResponse', input: { responseId: randomUUID() } }),
    refusal: { code: 'NOT_FOUND' },
  }),
  oneCase({
    name: 'rejects a document that does not exist, whatever the state of the response',
    given: async (world) => {
      const responseId = await createPrefill(world);
      await setStatus(world, responseId, 'DRAFT');
      return responseId;
    },
    call: (_world, responseId) => ({
      mutation: 'autofillResponse',
      input: { responseId, documentIds: [randomUUID()] },
    }),
    refusal: { code: 'NOT_FOUND' },
  }),
  oneCase({
    name: 'rejects a document of another entity',
    given: async (world) => ({
      responseId: await createPrefill(world),
      own: await addDocument(world, { pages }),
      other: await addDocument(world, { pages, entityId: world.individual }),
    }),
    call: (_world, { responseId, own, other }) => ({
      mutation: 'autofillResponse',
      input: { responseId, documentIds: [own, other] },
    }),
    refusal: { code: 'NOT_FOUND' },
  }),
  ...(['DRAFT', 'SUBMITTED', 'APPROVED'] as const).map((status) =>
    oneCase({
      name: `rejects a response in ${status}`,
      given: async (world) => {
        await addDocument(world, { pages });
        const responseId = await createPrefill(world);
        await setStatus(world, responseId, status);
        return responseId;
      },
      call: (_world, responseId) => ({ mutation: 'autofillResponse', input: { responseId } }),
      refusal: { code: 'INVALID_REQUEST', currentStatus: status },
    }),
  ),
  oneCase({
    name: 'rejects an entity without documents',
    given: (world) => createPrefill(world),
    call: (_world, responseId) => ({ mutation: 'autofillResponse', input: { responseId } }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['documentIds'] },
  }),
  oneCase({
    name: 'rejects an entity of whose documents none is readable',
    given: async (world) => {
      await addDocument(world, {});
      await addDocument(world, { pages, entityId: world.individual });
      return createPrefill(world);
    },
    call: (_world, responseId) => ({ mutation: 'autofillResponse', input: { responseId } }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['documentIds'] },
  }),
  oneCase({
    name: 'rejects named documents of which none is readable, although others are',
    given: async (world) => {
      await addDocument(world, { pages });
      return { responseId: await createPrefill(world), documentIds: [await addDocument(world, {})] };
    },
    call: (_world, input) => ({ mutation: 'autofillResponse', input }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['documentIds'] },
  }),
  oneCase({
    name: 'rejects to choose among more than a hundred documents',
    given: async (world) => {
      const { services } = world.gateway;
      const document = {
        tenantId: world.tenant.id,
        mode: 'LIVE',
        entityId: world.company,
        name: 'page.txt',
        contentType: 'text/plain',
        sizeBytes: 1,
        readable: true,
      } as const;
      await services.allTenants.document.createMany({
        data: Array.from({ length: 101 }, (_, index) => ({
          ...document,
          id: newId(),
          sha256: String(index),
        })),
      });
      return createPrefill(world);
    },
    call: (_world, responseId) => ({ mutation: 'autofillResponse', input: { responseId } }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['documentIds'] },
  }),
  ...(
    [
      ['an empty list of documents', [], ['documentIds']],
      ['a document named twice', [randomUUID(), 'same', 'same'], ['documentIds']],
      ['more than a hundred documents', Array.from({ length: 101 }, () => randomUUID()), ['documentIds']],
    ] as const
  ).map(([what, ids, fields]) =>
    oneCase({
      name: `rejects ${what}`,
      call: () => ({
        mutation: 'autofillResponse',
        input: {
          responseId: randomUUID(),
          documentIds: ids.map((id) => (id === 'same' ? '0190a8c4-7d1e-7c3a-9b52-3f6e1d2c4b5a' : id)),
        },
      }),
      refusal: { code: 'VALIDATION_ERROR', fields: [...fields] },
    }),
  ),
  oneCase({
    name: 'rejects a document id that is none',
    call: () => ({
      mutation: 'autofillResponse',
      input: { responseId: randomUUID(), documentIds: ['register.pdf'] },
    }),
    refusal: { code: 'VALIDATION_ERROR', fields: ['documentIds[0]'] },
  }),
];
