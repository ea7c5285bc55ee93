import { isInstalled } from '../../runtime/is-installed.ts';
import { restPrefix } from '../adapter.ts';

/** An optional dependency, which shows the reference in a browser. */
export const viewerPackage = 'swagger-ui-dist';

export const isViewerInstalled = (): boolean => isInstalled(viewerPackage);

/** Where people find the reference: the viewer, or the document itself if there is none. */
export const referencePath = (): string => `${restPrefix}${isViewerInstalled() ? '/docs/' : '/openapi.json'}`;
