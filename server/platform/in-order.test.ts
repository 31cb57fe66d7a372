import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inOrder } from './in-order.ts';
import type { Work } from './work.ts';

function recording(): { work: Work; sent: string[] } {
  const sent: string[] = [];
  const answer = (sql: string) => {
    sent.push(sql);
    return Promise.resolve([sql]);
  };
  const tx = { rows: answer, row: answer, first: answer, built: answer, finishWith: () => undefined };
  return { work: { tx } as unknown as Work, sent };
}

it('sends the statements of all steps in their order and answers by name', async () => {
  const { work, sent } = recording();
  const { stock, order, nothing } = await inOrder(work, {
    stock: async ({ tx }) => {
      const rows = await tx.rows('lock stock');
      await pause(1);
      return rows;
    },
    order: ({ tx }) => tx.rows('lock order'),
    nothing: () => null,
  });
  expect(sent).toEqual(['lock stock', 'lock order']);
  expect({ stock, order, nothing }).toEqual({ stock: ['lock stock'], order: ['lock order'], nothing: null });
});

it('fails a step that sends a statement after its turn', async () => {
  const { work, sent } = recording();
  const together = inOrder(work, {
    late: async ({ tx }) => {
      await pause(0);
      return tx.rows('too late');
    },
    order: ({ tx }) => tx.rows('lock order'),
  });
  await expect(together).rejects.toThrow('"late" sends a statement after its turn');
  expect(sent).toEqual(['lock order']);
});
