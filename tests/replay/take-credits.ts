import { groupBy } from '#domain/group-by.ts';
import type { TakenBack } from './deliveries.ts';
import { eachOf } from './each-of.ts';
import type { FileCredit } from './read-orders.ts';
import type { ReplayState } from './replay-state.ts';

/**
 * The credit lines of a day, as returns of that shop and item against the newest delivery that covers them: back on the shelf,
 * credited at what was charged. The file gives no reason. What nothing covers is noted and never booked.
 */
export async function takeCredits(replay: ReplayState, day: string, credits: readonly FileCredit[]): Promise<void> {
  const covered: { credit: FileCredit; taken: TakenBack }[] = [];
  for (const credit of credits) {
    const taken = replay.deliveries.takeBack(credit);
    if ('uncovered' in taken) replay.log.uncovered(credit, taken.uncovered);
    else covered.push({ credit, taken });
  }
  const returns = groupBy(covered, ({ credit, taken }) => `${credit.invoiceNo} ${taken.fulfillmentId}`);
  await eachOf(replay, [...returns], ([key, parts]) => giveBack(replay, day, key, parts));
}

async function giveBack(
  replay: ReplayState,
  day: string,
  key: string,
  parts: readonly { credit: FileCredit; taken: TakenBack }[],
): Promise<void> {
  const [{ credit, taken }] = parts as [(typeof parts)[number]];
  const quantities = new Map<string, number>();
  for (const { fulfillmentLineId, quantity } of parts.flatMap((part) => part.taken.lines))
    quantities.set(fulfillmentLineId, (quantities.get(fulfillmentLineId) ?? 0) + quantity);
  await replay.api.call(
    'createReturn',
    {
      body: {
        fulfillmentId: taken.fulfillmentId,
        note: credit.invoiceNo,
        credit: true,
        lines: [...quantities].map(([fulfillmentLineId, quantity]) => ({
          fulfillmentLineId,
          quantity,
          reason: 'other' as const,
          disposition: 'restock' as const,
        })),
      },
    },
    { now: `${day}T20:30:00Z`, idempotencyKey: `replay return ${key}` },
  );
  for (const part of parts) replay.log.returned(part.credit);
}
