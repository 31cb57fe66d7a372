import type { Language } from '#domain/messages/words.ts';
import { hashToken } from '../customer-links/new-link.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';

/** A link that works: whose page it opens, and who serves them. */
export type OpenedLink = {
  id: string;
  customerId: string;
  /** The only backorder it shows; null where it shows all. */
  backorderId: string | null;
  customerName: string;
  language: Language;
  isReachedByMail: boolean;
  rep: { name: string; phone: string | null; email: string } | null;
};

/** The link behind a token; null for one that is none, has expired or was revoked: nobody learns which. */
export function openLink(queries: Queries, token: string, now: string): Promise<OpenedLink | null> {
  return TOKEN.test(token) ? queries.first<OpenedLink>(OPEN, [hashToken(token), now]) : Promise.resolve(null);
}

/** The same, kept as it is until the transaction ends: of two answers by it the second sees the first. */
export async function lockLink(queries: Queries, token: string, now: string): Promise<OpenedLink | null> {
  if (!TOKEN.test(token)) return null;
  const hash = hashToken(token);
  // One customer decides one thing at a time, by whichever link; before any record is locked.
  await queries.rows(
    `select pg_advisory_xact_lock(${ANSWERING}, (customer_id % 2147483647)::integer) from customer_links where token_hash = $1`,
    [hash],
  );
  await queries.rows('select from customer_links where token_hash = $1 for no key update', [hash]);
  return queries.first<OpenedLink>(OPEN, [hash, now]);
}

/** The customer as the author of what they decide. They may do no more than their page offers. */
export function viewerOf({ customerId, customerName }: OpenedLink): Viewer {
  return {
    userId: null,
    name: customerName,
    actor: `customer:${customerId} ${customerName}`,
    principal: `customer:${customerId}`,
    role: 'read_only',
    readsAll: true,
  };
}

/** As many characters as 256 random bits have. */
const TOKEN = /^[\w-]{43}$/;
const ANSWERING = 4_711_204;

const OPEN = `
  select l.id, l.customer_id as "customerId", l.backorder_id as "backorderId", c.name as "customerName", c.language,
    coalesce(btrim(c.email) <> '' and c.receives_messages and m.is_set_up, false) as "isReachedByMail",
    case when u.id is not null then json_build_object('name', u.name, 'phone', u.phone, 'email', u.email) end as rep
  from customer_links l join customers c on c.id = l.customer_id left join users u on u.id = c.sales_rep_id and u.active
    left join mail_server m on true
  where l.token_hash = $1 and l.expires_at > $2 and l.revoked_at is null`;
