import { startHoneyHive, type HoneyHive } from '../../test/support/services/honeyHive';
import { PROJECT } from './api';

/**
 * Starts an emulator for the benchmarks that do not use `ExportRunner`.
 *
 * @param flags further flags of `npm run emulator`
 */
export async function startEmulatorWith(
	events: number,
	flags: readonly string[],
): Promise<HoneyHive> {
	return await startHoneyHive(['--events', String(events), '--project', PROJECT, ...flags]);
}
