import type { Answer, Request } from '#contract/operations.ts';
import { SETUP_STEPS } from '#contract/settings.ts';
import { readsOnlyCustomersOf, type Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

type Step = (typeof SETUP_STEPS)[number];

/** How many of each make its step done: a company has one person before anybody added a second. */
const NEEDED: Record<Step, number> = {
  company: 1,
  warehouses: 1,
  suppliers: 1,
  products: 1,
  stock: 1,
  customers: 1,
  orders: 1,
  people: 2,
};

/** What a new company still needs before its first backorder. Nothing is ticked off: each step is what the records say. */
export async function getSetup(
  viewer: Viewer,
  _request: Request<'getSetup'>,
  { queries }: Reading,
): Promise<Answer<'getSetup'>> {
  const counts = await queries.row<Record<Step, number>>(COUNTS, [readsOnlyCustomersOf(viewer)]);
  const steps = SETUP_STEPS.map((step) => ({ step, isDone: counts[step] >= NEEDED[step], count: counts[step] }));
  return { steps, isDone: steps.every(({ isDone }) => isDone) };
}

/** A sum of a few thousand is as good as any larger one, so no count reads more. */
const count = (rows: string) => `(select count(*)::integer from (select ${rows} limit 10001) counted)`;

const COUNTS = `
  select (select count(*)::integer from company where version > 1 or demo) as company,
    ${count('from users where active')} as people,
    ${count('from warehouses')} as warehouses,
    ${count('from suppliers')} as suppliers,
    ${count('from customers where $1::bigint is null or sales_rep_id = $1')} as customers,
    ${count('from variants')} as products,
    ${count('from stock_levels where on_hand > 0 or last_counted_at is not null')} as stock,
    ${count(`from orders o where o.confirmed_at is not null and ($1::bigint is null
      or exists (select from customers c where c.id = o.customer_id and c.sales_rep_id = $1))`)} as orders`;
