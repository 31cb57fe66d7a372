import type { Configuration } from '../platform/configuration.ts';
import type { Database } from '../platform/database.ts';

/** The clock of a company that works for real is not anybody's to set. */
export async function refuseSimulatedClock({ isClockSimulated }: Configuration, database: Database): Promise<void> {
  if (!isClockSimulated) return;
  const { rows } = await database.query(`select from company where not demo and exists (select from orders)`);
  if (rows.length > 0)
    throw new Error('MAKEGOOD_CLOCK=simulated is for an empty or a demo company; this one has orders.');
}
