import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { askToLook } from '#server/invoicing/look-there.ts';
import { startSending } from '#server/invoicing/sending.ts';
import { startInvoiceSender } from '#server/invoicing/start-invoice-sender.ts';
import { connectTwin } from '../support/twin-ledger.ts';
import { openAccountingStory } from './accounting-story.ts';

describe('the sender of invoices', () => {
  const story = openAccountingStory();

  it('sends what waits, looks at what it is told of, and stops', async () => {
    await startSending(story.queries, '2020-01-01');
    const connected = connectTwin(story.twin);
    const sender = startInvoiceSender({
      database: story.company.database,
      logger: pino({ level: 'silent' }),
      open: async () => connected,
      lookMilliseconds: 20,
    });
    const { shipped } = await story.soldAt120(1);
    await until(async () => (await story.dispositionOf(shipped.invoice)).status === 'sent');
    const { Id, SyncToken } = story.twin.books.all('Invoice').at(-1) as never;
    story.twin.books.void('Invoice', { Id, SyncToken });
    await askToLook(story.queries, [Id, 'none of ours'], new Date().toISOString());
    await until(async () => (await story.dispositionOf(shipped.invoice)).status === 'changed_there');
    await sender.stop();
    const { rows } = await story.company.database.query('select leased_by from invoice_sending');
    expect(rows).toEqual([{ leased_by: null }]);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await pause(25);
  }
  throw new Error('it did not come to be so');
}
