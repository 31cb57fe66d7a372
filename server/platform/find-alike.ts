import { isRefused } from '#contract/errors.ts';
import { fold, patternsOf } from '#domain/finding/fold.ts';
import { isLike, meantBy } from '#domain/finding/likeness.ts';
import { type ListAnswer, soughtIn } from './read-list.ts';
import type { Queries } from './transaction.ts';
import { readsOnlyCustomersOf, type Viewer } from './viewer.ts';

/** What has a name that may be misspelt, and the table it stands in. */
const KINDS = { customer: 'customers', variant: 'variants', product: 'products', supplier: 'suppliers', user: 'users' };
type Kind = keyof typeof KINDS;
type Alike = { kind: Kind; id: string; text: string };

/** Records whose names are like a text, the likest first. A number, and three letters, are like no name. */
export async function findAlike(
  viewer: Viewer,
  queries: Queries,
  text: string,
  kinds: readonly Kind[],
): Promise<Alike[]> {
  const sought = text.trim();
  if (sought.length < 4 || IS_NUMBER.test(sought)) return [];
  const rows = await queries.rows<Alike>(candidates(kinds), [sought, readsOnlyCustomersOf(viewer)]);
  return rows.filter((row) => isLike(sought, row.text));
}

/** The answer of a list to a searched text; where nothing fits, the answer to the likest name it may mean. */
export async function orAlike<Found extends ListAnswer<unknown>>(
  of: { viewer: Viewer; queries: Queries; q: string | undefined; kinds: readonly Kind[] },
  read: (patterns: string[] | null) => Promise<Found>,
): Promise<Found> {
  const found = await read(soughtIn(of.q));
  if (!of.q || isRefused(found) || found.data.length > 0) return found;
  const [likest] = await findAlike(of.viewer, of.queries, of.q, of.kinds);
  const meant = likest && meantBy(of.q, likest.text);
  return meant && meant !== fold(of.q) ? read(patternsOf(meant)) : found;
}

const IS_NUMBER = /^([a-z]+-)?\d+$/i;

/** Which of these are alike is decided by their words; the threshold of what comes into question is set by the connection. */
const candidates = (kinds: readonly Kind[]) => `
  select kind, id, text from (
    ${kinds
      .map(
        (kind) => `select '${kind}' as kind, r.id, r.search_text as text from ${KINDS[kind]} r
      where fold($1) <% r.search_text and ($2::bigint is null or ${kind === 'customer' ? 'r.sales_rep_id = $2' : 'true'})`,
      )
      .join(' union all ')}) near
  order by word_similarity(fold($1), text) desc, kind, id limit 1000`;
