import { createHash, randomBytes } from 'node:crypto';
import type { Queries } from '../platform/transaction.ts';

/** For whom a link is: a customer, or one backorder of theirs; and by whom it is made, or in which mail it goes. */
export type NewLink = {
  customerId: string;
  backorderId: string | null;
  messageId: string | null;
  by: string;
};

/** Where a page of a customer is found, below the address that customers open. */
export function addressOfPage(publicUrl: string, token: string): string {
  return `${publicUrl}/c/${token}`;
}

/** What is kept of a link. It has 256 random bits, so a plain hash cannot be searched. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const DAY_MILLISECONDS = 86_400_000;

/** Makes links; answers id and token of each, in their order. The tokens are kept nowhere. */
export async function makeLinks(
  queries: Queries,
  links: readonly NewLink[],
  { now, days }: { now: string; days: number },
): Promise<{ id: string; token: string }[]> {
  const tokens = links.map(() => randomBytes(32).toString('base64url'));
  const expiresAt = new Date(Date.parse(now) + days * DAY_MILLISECONDS).toISOString();
  const made = await queries.rows<{ id: string; place: number }>(INSERT, [
    links.map(({ customerId }) => customerId),
    links.map(({ backorderId }) => backorderId),
    links.map(({ messageId }) => messageId),
    links.map(({ by }) => by),
    tokens.map(hashToken),
    now,
    expiresAt,
  ]);
  const ids = new Map(made.map(({ place, id }) => [place, id]));
  return tokens.map((token, index) => ({ id: ids.get(index + 1) as string, token }));
}

const INSERT = `
  with given as (
    select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bytea[]) with ordinality
      g(customer_id, backorder_id, message_id, created_by, token_hash, place)
  ), made as (
    insert into customer_links (token_hash, customer_id, backorder_id, message_id, created_at, created_by, expires_at)
    select token_hash, customer_id, backorder_id, message_id, $6, created_by, $7 from given order by place returning id, token_hash
  )
  select made.id, place::integer from made join given using (token_hash)`;
