import { buffer } from 'node:stream/consumers';
import { restPrefix } from '../rest/adapter.ts';
import type { DescribedRoute } from '../rest/reference/described-route.ts';
import { foundFile, openContent } from '../rest/send-content.ts';
import type { Presentation } from './presentation.ts';

/** The largest file that a result contains; a larger one is linked. */
const maxContainedBytes = 524_288;

/** What a file is, and its content: contained in the result, or as a link to the route if it is large. */
export const presentFile = (route: DescribedRoute): Presentation => ({
  route,
  ownArguments: {},
  resultSchema: () => ({
    type: 'object',
    description: `The file. A resource next to it has the content of up to ${maxContainedBytes / 1024} KiB; a larger file is only linked.`,
    required: ['id', 'name', 'content_type', 'size_bytes', 'url'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: 'string', description: 'The name of the file.' },
      content_type: { type: 'string', description: 'Its media type.' },
      size_bytes: { type: 'integer', description: 'Its size in bytes.' },
      url: {
        type: 'string',
        format: 'uri',
        description: 'Where the REST API returns the content, to requests with the same key.',
      },
    },
  }),
  thirdPartyTexts: ['name'],
  present: async (object, { parameters }, { services }) => {
    const file = foundFile(object);
    const { id, name, content_type: mimeType, size_bytes } = file;
    const path = route.path.replace(/\{(\w+)\}/g, (_match, parameter) =>
      encodeURIComponent(parameters[parameter] ?? ''),
    );
    const uri = `${services.publicUrl}${restPrefix}${path}`;
    const result = { id, name, content_type: mimeType, size_bytes, url: uri };
    if (size_bytes > maxContainedBytes) {
      return { result, attachments: [{ type: 'resource_link', uri, name, mimeType, size: size_bytes }] };
    }
    const { content } = await openContent(services, file);
    const blob = (await buffer(content)).toString('base64');
    return { result, attachments: [{ type: 'resource', resource: { uri, mimeType, blob } }] };
  },
});
