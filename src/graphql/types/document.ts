import { documentFilter } from '../../domain/documents/document-filter.ts';
import { isTextPending } from '../../domain/documents/extract-document-text.ts';
import { countList } from '../../domain/kept-counts.ts';
import { isId } from '../../ids.ts';
import { builder } from '../builder.ts';
import {
  offsetArgument,
  pageComplexity,
  resolvePage,
  rootPageComplexity,
  uuidCursor,
} from '../connection.ts';
import { requireTenant } from '../context.ts';
import { listFilter } from '../list-filter.ts';
import { rowPrice } from '../prices.ts';
import { resolveRelated } from '../resolve-related.ts';
import { EntityType } from './entity.ts';
import { NodeInterface } from './node.ts';
import { ResponseType } from './response.ts';

const DocumentType = builder.prismaObject('Document', {
  interfaces: [NodeInterface],
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The document’s id, used as the answer to questions of type FILE.' }),
    name: t.exposeString('name'),
    contentType: t.exposeString('contentType'),
    sizeBytes: t.exposeInt('sizeBytes'),
    readable: t.boolean({
      nullable: true,
      description:
        'Whether text was found in it. `null` until its text has been read: files of recipients, files that take longer than ten seconds and files that arrive while the readers are busy are read after the upload.',
      resolve: (document) => (isTextPending(document) ? null : document.readable),
    }),
    unreadableReason: t.exposeString('unreadableReason', { nullable: true }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    entity: t.field({
      type: EntityType,
      description: 'The entity that it belongs to.',
      // The entity of a document that was just deleted is returned too.
      resolve: ({ entityId }, _args, context) => requireTenant(context).loaders.entity.load(entityId),
    }),
  }),
});

builder.queryField('document', (t) =>
  t.prismaField({
    type: DocumentType,
    nullable: true,
    description: 'One document. REST returns its content at `/api/v1/documents/{id}/content/`.',
    complexity: rowPrice,
    args: { id: t.arg.id({ required: true, description: 'The document’s id.' }) },
    resolve: (query, _root, { id }, context) =>
      isId(id) ? requireTenant(context).db.document.findUnique({ ...query, where: { id } }) : null,
  }),
);

const DocumentConnection = builder.connectionObject(
  { type: DocumentType, name: 'DocumentConnection', description: 'A page of documents.' },
  { name: 'DocumentEdge', description: 'A document with its cursor.' },
);

const filter = listFilter(documentFilter);

builder.queryField('documents', (t) =>
  t.connection(
    {
      type: DocumentType,
      description: 'The documents of every entity, uploaded by the team and by recipients.',
      complexity: rootPageComplexity,
      args: {
        ...filter.argument(t.arg),
        ...offsetArgument(t.arg),
      },
      resolve: (_root, args, context, info) => {
        const tenant = requireTenant(context);
        const { db } = tenant;
        const { entityId } = filter.read(args);
        const conditions = entityId === undefined ? {} : { entityId };
        return resolvePage({
          args,
          context,
          info,
          parseId: uuidCursor,
          rows: ({ where, ...page }) =>
            db.document.findMany({ where: { AND: [conditions, where] }, ...page }),
          idOf: (document) => document.id,
          count: () =>
            countList(tenant, {
              filter: conditions,
              kept: 'documents',
              countRows: () => db.document.count({ where: conditions }),
            }),
        });
      },
    },
    DocumentConnection,
  ),
);

builder.prismaObjectFields(EntityType, (t) => ({
  documents: t.connection(
    {
      type: DocumentType,
      description: 'The entity’s documents, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.documentsOfEntity,
          id,
          args,
          context,
          info,
        }),
    },
    DocumentConnection,
  ),
}));

builder.prismaObjectFields(ResponseType, (t) => ({
  documents: t.connection(
    {
      type: DocumentType,
      description: 'The documents that the answers refer to, newest first.',
      complexity: pageComplexity,
      args: offsetArgument(t.arg),
      resolve: ({ id }, args, context, info) =>
        resolveRelated({
          list: requireTenant(context).loaders.related.documentsOfResponse,
          id,
          args,
          context,
          info,
        }),
    },
    DocumentConnection,
  ),
}));
