import { createRequire } from 'node:module';
import { basename } from 'node:path';

// Not a static import, because n8n-nodes-base comes with n8n and is not a dependency of this package.
const requireFromN8n = createRequire(__filename);

/**
 * Loads one of the node types that come with n8n.
 *
 * @param path path in the `nodes` folder of n8n-nodes-base, without `.node.js`
 */
export function builtInNode<Type>(path: string): Type {
	const file = `n8n-nodes-base/dist/nodes/${path}.node.js`;
	const loaded = requireFromN8n(file) as Record<string, new () => Type>;
	const NodeType = loaded[basename(path)];
	if (!NodeType) throw new Error(`${file} does not export ${basename(path)}`);
	return new NodeType();
}
