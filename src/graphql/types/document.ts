import { isId } from '../../domain/identifiers.ts';
import { builder } from '../builder.ts';
import { requireTenant } from '../context.ts';
import { EntityType } from './entity.ts';

const DocumentType = builder.prismaObject('Document', {
  fields: (t) => ({
    id: t.expose('id', {
      type: 'UUID',
      description: 'The document’s id, which answers questions of type FILE.',
    }),
    name: t.exposeString('name'),
    contentType: t.exposeString('contentType'),
    sizeBytes: t.exposeInt('sizeBytes'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    entity: t.relation('entity', { type: EntityType, description: 'The entity that it belongs to.' }),
  }),
});

builder.queryField('document', (t) =>
  t.prismaField({
    type: DocumentType,
    nullable: true,
    description: 'One document. REST gives its content, at `/api/v1/documents/{id}/content/`.',
    args: { id: t.arg({ type: 'UUID', required: true, description: 'The document’s id.' }) },
    resolve: (query, _root, { id }, context) =>
      isId(id) ? requireTenant(context).db.document.findUnique({ ...query, where: { id } }) : null,
  }),
);
