import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '#tests/simulation/seeded-random.ts';
import type { Client, Reply } from '#tests/support/test-company.ts';

/** What is read of an answer; it is compared whole. */
type Made = { id: string; number: string; lines: { id: string }[] };

/** A request that was answered, sent as often as it took, always with the same key. */
export type Acknowledged = { path: string; body: object; key: string; answer: Made; brokenAt: Date | null };

/** One program that works on a variant of its own and writes down every answer it got. */
export class Writer {
  readonly acknowledged: Acknowledged[] = [];
  /** What must be on hand, and what of it is promised, by the answers. */
  onHand = 0;
  promised = 0;
  readonly variantId: string;
  readonly #client: Client;
  readonly #place: { warehouseId: string; customerId: string };
  readonly #chance: Chance;

  constructor(options: {
    client: Client;
    place: { warehouseId: string; customerId: string };
    variantId: string;
    chance: Chance;
  }) {
    this.#client = options.client;
    this.#place = options.place;
    this.variantId = options.variantId;
    this.#chance = options.chance;
  }

  async work(isOver: () => boolean): Promise<void> {
    const { warehouseId, customerId } = this.#place;
    const toPick: Made[] = [];
    while (!isOver()) {
      const act = this.#chance.below(3);
      if (act === 1 && this.onHand > this.promised) {
        toPick.push(
          await this.#send('/orders', {
            customerId,
            warehouseId,
            lines: [{ variantId: this.variantId, quantity: 1 }],
            confirm: true,
          }),
        );
        this.promised += 1;
      } else if (act === 2 && toPick.length > 0) {
        const { id, lines } = toPick.shift() as Made;
        await this.#send(`/orders/${id}/fulfillments`, {
          lines: [{ orderLineId: lines[0]?.id, picked: 1 }],
          shipment: { carrier: 'UPS' },
        });
        this.promised -= 1;
        this.onHand -= 1;
      } else {
        await this.#send('/stock-adjustments', {
          variantId: this.variantId,
          warehouseId,
          difference: 1,
          reason: 'found',
        });
        this.onHand += 1;
      }
    }
  }

  /** Sends what was acknowledged once more. */
  repeat({ path, body, key }: Acknowledged): Promise<Reply> {
    return this.#client.post(path, body, { 'idempotency-key': key });
  }

  async #send(path: string, body: object): Promise<Made> {
    const made = await sendUntilMade(this.#client, path, body);
    this.acknowledged.push(made);
    return made.answer;
  }
}

/** No answer, or one that says "I do not know", is asked again with the same key until there is one. */
export async function sendUntilMade(client: Client, path: string, body: object): Promise<Acknowledged> {
  const key = randomUUID();
  let brokenAt: Date | null = null;
  for (;;) {
    const reply = await client.post(path, body, { 'idempotency-key': key }).catch(() => null);
    if (reply?.status === 201) return { path, body, key, answer: reply.body, brokenAt };
    if (reply && reply.status < 500) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    brokenAt ??= new Date();
    await sleep(25);
  }
}
