import { readFile } from 'node:fs/promises';
import type { Refusal } from '#contract/errors.ts';
import type { Role } from '#contract/permissions.ts';
import { createUser } from '../accounts/create-user.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import { createProduct } from '../catalog/create-product.ts';
import { createSupplier } from '../catalog/create-supplier.ts';
import { createVariant } from '../catalog/create-variant.ts';
import { createWarehouse } from '../catalog/create-warehouse.ts';
import { createCustomer } from '../customers/create-customer.ts';
import { adjustStock } from '../inventory/adjust-stock.ts';
import type { Database } from '../platform/database.ts';
import { perform } from '../platform/perform.ts';
import { systemViewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';

/** The people of the demo company. They exist in demo mode only, and so may have a password everybody knows. */
export const DEMO_PEOPLE: readonly { name: string; email: string; role: Role }[] = [
  { name: 'Ada Bell', email: 'admin@example.com', role: 'administrator' },
  { name: 'Max Ortiz', email: 'manager@example.com', role: 'manager' },
  { name: 'Rosa Lindt', email: 'rep@example.com', role: 'sales_rep' },
  { name: 'Walt Berg', email: 'warehouse@example.com', role: 'warehouse' },
];
export const DEMO_PASSWORD = 'makegood demo';

type Starter = {
  products: {
    sku: string;
    name: string;
    family: string;
    vendor: string;
    upc: string;
    unitsPerCase: number;
    volume: string;
    price: string;
  }[];
  customers: { accountNumber: string; name: string; line1: string; city: string; region: string; postalCode: string }[];
};

/**
 * Fills a new demo company: people, shops and products of a real wholesale catalog, and stock, through the same use
 * cases as everything else. Does nothing when the company has people already; killed half-way, it goes on where the
 * first missing record is.
 */
export async function loadDemo(
  database: Database,
  signIn: SignIn,
  now: string,
  onProgress: (message: string) => void,
): Promise<void> {
  const marker = await database.query(`select from warehouses where code = 'DSM' and name = 'Des Moines'`);
  if (marker.rowCount === 1) return;
  const starter = JSON.parse(
    await readFile(new URL('../../database/demo/starter.json', import.meta.url), 'utf8'),
  ) as Starter;
  onProgress('demo company');
  const viewer = systemViewer('demo');
  // One transaction: a start that is killed leaves an empty company, and the next one begins anew.
  await perform(viewer, database, now, async (work) => {
    await work.tx.rows(
      `update company set name = 'Hawkeye Wine & Spirits', time_zone = 'America/Chicago', currency = 'USD', demo = true`,
    );
    const people = new Map<Role, string>();
    for (const person of DEMO_PEOPLE) {
      const made = expectMade(await createUser(viewer, { body: { ...person, password: DEMO_PASSWORD } }, work, signIn));
      people.set(person.role, made.id);
    }
    const warehouse = expectMade(await createWarehouse(viewer, asked({ code: 'DSM', name: 'Des Moines' }), work));
    const repId = people.get('sales_rep') as string;
    await addCustomers(work, starter, repId);
    await addProducts(work, starter, warehouse.id);
    return {};
  });

  async function addCustomers(work: Work, { customers }: Starter, repId: string): Promise<void> {
    for (const [index, { accountNumber, name, line1, city, region, postalCode }] of customers.entries()) {
      expectMade(
        await createCustomer(
          viewer,
          asked({
            accountNumber,
            name,
            email: `store${accountNumber}@example.com`,
            phone: `515-555-01${String(index).padStart(2, '0')}`,
            tier: index < 2 ? 'vip' : 'standard',
            terms: 'net_30',
            salesRepId: index % 3 === 2 ? null : repId,
            address: { name, line1, city, region, postalCode, country: 'US' },
          }),
          work,
        ),
      );
    }
  }

  async function addProducts(work: Work, { products }: Starter, warehouseId: string): Promise<void> {
    for (const vendor of new Set(products.map((product) => product.vendor))) {
      expectMade(await createSupplier(viewer, asked({ name: vendor.trim() }), work));
    }
    for (const [index, product] of products.entries()) {
      const { id: productId } = expectMade(
        await createProduct(viewer, asked({ name: product.name, family: product.family }), work),
      );
      const { id: variantId } = expectMade(
        await createVariant(
          viewer,
          asked({
            productId,
            sku: product.sku,
            upc: product.upc,
            name: `${product.name} ${product.volume} ml`,
            baseUnit: 'bottle',
            unitsPerCase: product.unitsPerCase,
            orderMultiple: 1,
            price: { amount: product.price, currency: 'USD' },
            discontinued: false,
          }),
          work,
        ),
      );
      // Every fifth product is out of stock, so that the first order meets a shortage.
      const countedQuantity = index % 5 === 4 ? 0 : product.unitsPerCase * 10;
      if (countedQuantity === 0) continue;
      expectMade(
        await adjustStock(viewer, asked({ variantId, warehouseId, countedQuantity, reason: 'opening stock' }), work),
      );
    }
  }
}

function expectMade<T extends object>(result: T | { refusal: Refusal }): T {
  if ('refusal' in result)
    throw new Error(`the demo company could not be made: ${(result as { refusal: Refusal }).refusal.code}`);
  return result as T;
}

/** A body as a request of the API would bring it. */
function asked<Body>(body: Body): { params: undefined; query: undefined; body: Body } {
  return { params: undefined, query: undefined, body };
}
