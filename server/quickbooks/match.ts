import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { goOnSending } from '../invoicing/sending.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { createMissing } from './create-missing.ts';
import { connectedRealm, type Quickbooks } from './open-quickbooks.ts';

type Body = Request<'matchInQuickbooks'>['body'];

/**
 * Keeps which record of QuickBooks stands for which of ours, takes matches back, and creates what is missing there. What is
 * created is kept at once, each by itself; the matches together. Refused with `unknown_reference` for an id that names
 * nothing, then `ledger_not_connected`.
 */
export async function matchInQuickbooks(
  quickbooks: Quickbooks | null,
  viewer: Viewer,
  { body }: Request<'matchInQuickbooks'>,
  work: Work,
): Promise<Answer<'matchInQuickbooks'> | { refusal: Refusal }> {
  const { tx, now } = work;
  const realmId = await connectedRealm(tx);
  const unknown = await findUnknown(work, realmId ?? '', body);
  if (unknown) return unknown;
  if (realmId === null || !quickbooks) return refuse('ledger_not_connected');
  const created = await createMissing(quickbooks, realmId, viewer, body.create, work);
  const kept = lastOfEach(body.matches);
  const by = [now, viewer.actor];
  await tx.rows(TAKE_BACK, [realmId, JSON.stringify(kept.filter(({ ledgerId }) => ledgerId === null))]);
  const matched = kept.filter(({ ledgerId }) => ledgerId !== null);
  for (const kind of ['customer', 'item', 'terms'] as const) {
    const ofKind = matched.filter((match) => match.kind === kind);
    if (ofKind.length > 0) await tx.rows(KEEP[kind], [realmId, JSON.stringify(ofKind), ...by]);
  }
  await goOnSending(tx);
  work.audit({
    action: 'quickbooks.match',
    recordType: 'quickbooks',
    recordId: null,
    changes: { matches: kept, created: created.made },
  });
  return { matched: matched.length, created: created.made.length, failed: created.failed };
}

/** Of matches of one record the last counts. */
function lastOfEach(matches: Body['matches']): Body['matches'] {
  return [...new Map(matches.map((match) => [`${match.kind} ${match.id}`, match])).values()];
}

async function findUnknown(
  { tx }: Work,
  realmId: string,
  { matches, create }: Body,
): Promise<{ refusal: Refusal } | null> {
  const wanted = [
    ...matches.map((match, place) => ({ ...match, pointer: `#/matches/${place}` })),
    ...create.map(({ accountId, ...one }, place) => ({
      ...one,
      ledgerId: null,
      accountId,
      pointer: `#/create/${place}`,
    })),
  ];
  const unknown = await tx.rows<{ pointer: string }>(UNKNOWN, [realmId, JSON.stringify(wanted)]);
  if (unknown.length === 0) return null;
  return refuse('unknown_reference', {
    errors: unknown.map(({ pointer }) => ({ pointer, detail: 'names no record' })),
  });
}

const WANTED = `jsonb_to_recordset($2::jsonb) w(kind text, id text, "ledgerId" text, "taxCode" text, "accountId" text, pointer text)`;
const isKnown = (kind: string, id: string) =>
  `exists (select from quickbooks_records r where r.realm_id = $1 and r.kind = ${kind} and r.ledger_id = ${id})`;

const UNKNOWN = `
  select w.pointer || '/id' as pointer from ${WANTED}
  where not case w.kind
    when 'customer' then exists (select from customers c where c.id::text = w.id)
    when 'item' then exists (select from variants v where v.id::text = w.id)
    else exists (select from customers c where c.terms = w.id) end
  union all
  select w.pointer || '/ledgerId' from ${WANTED} where w."ledgerId" is not null and not ${isKnown('w.kind', 'w."ledgerId"')}
  union all
  select w.pointer || '/taxCode' from ${WANTED}
  where w."taxCode" is not null and (w.kind <> 'customer' or not ${isKnown("'tax_code'", 'w."taxCode"')})
  union all
  select w.pointer || '/accountId' from ${WANTED} where w."accountId" is not null and not ${isKnown("'account'", 'w."accountId"')}
  order by 1`;

const TAKE_BACK = `
  delete from quickbooks_matches m using ${WANTED}
  where m.realm_id = $1 and case w.kind when 'customer' then m.customer_id = w.id::bigint when 'item' then m.variant_id = w.id::bigint
    else m.terms = w.id end`;

const keep = (column: string, id: string) => `
  insert into quickbooks_matches as kept (realm_id, ${column}, ledger_id, tax_code, made, matched_at, matched_by)
  select $1, ${id}, w."ledgerId", w."taxCode", 'confirmed', $3, $4 from ${WANTED}
  on conflict (${column}, realm_id) where ${column} is not null do update set
    ledger_id = excluded.ledger_id, tax_code = coalesce(excluded.tax_code, kept.tax_code), request_id = null, made = excluded.made,
    matched_at = excluded.matched_at, matched_by = excluded.matched_by`;
const KEEP = {
  customer: keep('customer_id', 'w.id::bigint'),
  item: keep('variant_id', 'w.id::bigint'),
  terms: keep('terms', 'w.id'),
};
