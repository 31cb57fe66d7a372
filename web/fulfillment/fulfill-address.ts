import type { Given } from '#web/api/call.ts';
import { choicePart, idPart, textPart } from '#web/ui/address-parts.ts';

export const WORK_TABS = ['ready', 'picked', 'shipped', 'held'] as const;
export type WorkTab = (typeof WORK_TABS)[number];

/** What the address of the work list says; what it leaves out is everything that can go out now. */
export type FulfillAddress = {
  tab?: Exclude<WorkTab, 'ready'>;
  kind?: 'order' | 'backorder';
  warehouse?: string;
  customer?: string;
  q?: string;
};

export function readFulfillAddress(search: Record<string, unknown>): FulfillAddress {
  return {
    ...choicePart('tab', ['picked', 'shipped', 'held'], search),
    ...choicePart('kind', ['order', 'backorder'], search),
    ...idPart('warehouse', search),
    ...idPart('customer', search),
    ...textPart('q', search),
  };
}

/** The question behind an address, without its tab. */
export function workAsked(address: Omit<FulfillAddress, 'tab'>): NonNullable<Given<'countFulfillmentWork'>['query']> {
  const { kind, warehouse, customer, q } = address;
  return { kind, warehouseId: warehouse, customerId: customer, q };
}
