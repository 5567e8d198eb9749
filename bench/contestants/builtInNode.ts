import { createRequire } from 'node:module';
import { basename } from 'node:path';

// Not imported by name: the package is n8n's own, so neither types nor linter can know it.
const requireInstalled = createRequire(__filename);

/**
 * A node type that comes with n8n.
 *
 * @param path below the nodes of n8n-nodes-base, without `.node.js`
 */
export function installedNode<Type>(path: string): Type {
	const file = `n8n-nodes-base/dist/nodes/${path}.node.js`;
	const loaded = requireInstalled(file) as Record<string, new () => Type>;
	const NodeType = loaded[basename(path)];
	if (!NodeType) throw new Error(`${file} has no ${basename(path)}`);
	return new NodeType();
}
