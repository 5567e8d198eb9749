import type { Check } from './check';

export const wrongKey: Check = {
	name: 'A wrong key',
	documented: '401; newer deployments 404',
	run: async (host) => {
		const { status } = await host.ask({ key: 'hh_this-key-is-wrong' });
		return { does: `HTTP ${status}`, copes: [401, 403, 404].includes(status) };
	},
};
