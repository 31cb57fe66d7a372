import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { goOnSending } from '../invoicing/sending.ts';
import { type Editable, editRecord, unknownReference } from '../platform/edit-record.ts';
import type { Work } from '../platform/work.ts';

type Chosen = { dealItemId: string | null; freightItemId: string | null; itemAccountId: string | null };
type Stored = Chosen & { version: number };

const CONNECTION: Editable<Stored> = {
  recordType: 'quickbooks',
  table: 'quickbooks_connection',
  columns: { dealItemId: 'deal_item_id', freightItemId: 'freight_item_id', itemAccountId: 'item_account_id' },
};

/** Says which items deals and freight are written to, and where sales of new items go: both as they were last read there. */
export async function updateQuickbooks(
  { body }: Request<'updateQuickbooks'>,
  work: Work,
): Promise<Stored | { refusal: Refusal }> {
  const unknown = await work.tx.first<{ field: string }>(UNKNOWN, [
    body.dealItemId ?? null,
    body.freightItemId ?? null,
    body.itemAccountId ?? null,
  ]);
  if (unknown) return unknownReference(`#/${unknown.field}`);
  const before = await work.tx.first<Stored>(BEFORE);
  if (!before) return refuse('ledger_not_connected');
  await goOnSending(work.tx);
  return editRecord(work, CONNECTION, before, body);
}

const BEFORE = `
  select deal_item_id as "dealItemId", freight_item_id as "freightItemId", item_account_id as "itemAccountId", version
  from quickbooks_connection where ended_at is null for update`;
const UNKNOWN = `
  select field from (values ('dealItemId', 'item', $1::text), ('freightItemId', 'item', $2::text), ('itemAccountId', 'account', $3::text)) wanted(field, kind, id)
  where id is not null and not exists (
    select from quickbooks_records r join quickbooks_connection c on c.realm_id = r.realm_id
    where r.kind = wanted.kind and r.ledger_id = wanted.id)
  limit 1`;
