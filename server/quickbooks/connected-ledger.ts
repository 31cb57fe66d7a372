import type { Matches } from '#domain/invoicing/compose-document.ts';
import type { LedgerId } from '#domain/invoicing/ledger-port.ts';
import type { ConnectedLedger } from '../invoicing/connected-ledger.ts';
import { queriesOf } from '../platform/transaction.ts';
import { connectedRealm, type Quickbooks } from './open-quickbooks.ts';

/** The ledger of the company that is connected now, with what is matched in it; null while none is connected. */
export async function openConnectedLedger(quickbooks: Quickbooks | null): Promise<ConnectedLedger | null> {
  const realmId = quickbooks && (await connectedRealm(queriesOf(quickbooks.database)));
  if (!realmId) return null;
  return {
    name: 'QuickBooks',
    ledger: quickbooks.ledgerOf(realmId),
    async match(queries, { customerId, variantIds }) {
      const { items, ...found } = await queries.row<
        Omit<Matches, 'items'> & { items: Record<string, LedgerId> | null }
      >(MATCHES, [realmId, customerId, variantIds]);
      return { ...found, items: new Map(Object.entries(items ?? {})) };
    },
  };
}

const MATCHES = `
  select
    (select jsonb_build_object('id', m.ledger_id, 'taxCode', coalesce(m.tax_code,
        case when (r.record ->> 'isTaxable')::boolean is false then 'NON' else 'TAX' end),
        'termsId', (select t.ledger_id from quickbooks_matches t join customers c on c.terms = t.terms where c.id = $2 and t.realm_id = $1))
     from quickbooks_matches m left join quickbooks_records r on r.realm_id = m.realm_id and r.kind = 'customer' and r.ledger_id = m.ledger_id
     where m.customer_id = $2 and m.realm_id = $1 and m.ledger_id is not null) as customer,
    (select jsonb_object_agg(m.variant_id::text, m.ledger_id) from quickbooks_matches m
     where m.variant_id = any($3::bigint[]) and m.realm_id = $1 and m.ledger_id is not null) as items,
    (select deal_item_id from quickbooks_connection where realm_id = $1) as "dealItemId",
    (select freight_item_id from quickbooks_connection where realm_id = $1) as "freightItemId"`;
