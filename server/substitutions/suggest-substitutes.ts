import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { formatAmount, parseAmount, type TenThousandths } from '#domain/money.ts';
import { judgeConsent } from '#domain/substitutes/consent.ts';
import { type Candidate, type Missing, suggest } from '#domain/substitutes/suggest.ts';
import { itemColumns } from '../catalog/item-words.ts';
import { consentInForce } from '../consents/queries.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { isBackorderVisible } from '../records/is-visible.ts';
import { type StoredConsent, toConsent } from './queries.ts';

type Suggestion = Answer<'listSuggestions'>['data'][number];
type Item = Pick<Suggestion, 'sku' | 'productName' | 'variantName' | 'itemName' | 'unitsPerCase'>;
type Offered = Item & Candidate;

/** What may stand in for a backorder line, the closest first. Refused with `not_found`, `line_not_on_record`. */
export async function listSuggestions(
  viewer: Viewer,
  { params, query }: Request<'listSuggestions'>,
  reading: Reading,
): Promise<Answer<'listSuggestions'> | { refusal: Refusal }> {
  if (!(await isBackorderVisible(viewer, reading, params.id))) return refuse('not_found');
  const missing = await reading.queries.first<Priced<Missing> & Where>(MISSING, [params.id, query.backorderLineId]);
  if (!missing) return refuse('line_not_on_record');
  const candidates = await reading.queries.rows<Priced<Offered>>(CANDIDATES, [
    missing.variantId,
    missing.warehouseId,
    missing.price,
  ]);
  const found = suggest(withPrice(missing), candidates.map(withPrice)).slice(0, query.limit);
  const ordered = { ...missing, unitPrice: withPrice(missing).price };
  const consent = toConsent(missing.consent);
  return {
    data: found.map(({ candidate, closeness }) => {
      const { productId: _, price, ...shown } = candidate;
      const listPrice = { amount: formatAmount(price), currency: reading.company.currency };
      const says = judgeConsent(consent, ordered, { ...candidate, unitPrice: ordered.unitPrice });
      return { ...shown, listPrice, ...closeness, consent: says };
    }),
  };
}

type Where = { warehouseId: string; consent: StoredConsent | null };

type Priced<T> = Omit<T, 'price'> & { price: string };

const withPrice = <T extends { price: string }>(row: T): Omit<T, 'price'> & { price: TenThousandths } => ({
  ...row,
  price: parseAmount(row.price) as TenThousandths,
});

const MISSING = `
  select v.id as "variantId", v.product_id as "productId", p.family, v.name as "variantName", l.unit_price as price,
    bl.outstanding as quantity, b.warehouse_id as "warehouseId",
    ${consentInForce('b.customer_id', 'v', 'p')} as consent
  from backorder_lines bl join backorders b on b.id = bl.backorder_id join order_lines l on l.id = bl.order_line_id
    join variants v on v.id = bl.variant_id join products p on p.id = v.product_id
  where b.id = $1 and bl.id = $2`;

/** Of a large family the nearest in price: what is closest otherwise is found among them. */
const NEAREST = 300;
const CANDIDATES = `
  select v.id as "variantId", v.product_id as "productId", p.family, v.name as "variantName", v.price, s.available,
    v.order_multiple as "orderMultiple", ${itemColumns()}
  from variants missing
  join products own on own.id = missing.product_id
  join products p on p.id = own.id or p.family = own.family
  join variants v on v.product_id = p.id and v.id <> missing.id
  join stock_levels s on s.variant_id = v.id and s.warehouse_id = $2 and s.available >= v.order_multiple
  where missing.id = $1
  order by p.id <> own.id, abs(v.price - $3::numeric), v.id limit ${NEAREST}`;
