import type { Given } from '#web/api/call.ts';
import { choicePart, idPart, textPart } from '#web/ui/address-parts.ts';

export const TIERS = ['vip', 'standard', 'low'] as const;
export type Tier = (typeof TIERS)[number];

/** What the address of the customers list says; what it leaves out is all of them. */
export type CustomersAddress = { tier?: Tier; rep?: string; q?: string };

export function readCustomersAddress(search: Record<string, unknown>): CustomersAddress {
  return { ...choicePart('tier', TIERS, search), ...idPart('rep', search), ...textPart('q', search) };
}

/** The question behind an address. */
export function customersAsked({ tier, rep, q }: CustomersAddress): Given<'listCustomers'> {
  return { query: { tier, salesRepId: rep, q, withBackorders: 'true' } };
}
