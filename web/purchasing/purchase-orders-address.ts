import { choicePart, idPart, textPart } from '#web/ui/address-parts.ts';

/** What the address of the purchase orders says; what it leaves out is the open ones, the one expected first on top. */
export type PurchaseOrdersAddress = { status?: 'late' | 'closed'; supplier?: string; q?: string; sort?: '-orderedOn' };

export function readPurchaseOrdersAddress(search: Record<string, unknown>): PurchaseOrdersAddress {
  return {
    ...choicePart('status', ['late', 'closed'], search),
    ...idPart('supplier', search),
    ...textPart('q', search),
    ...choicePart('sort', ['-orderedOn'], search),
  };
}

/** What the address of Receiving says; what it leaves out is everything that is still to come. */
export type ReceivingAddress = { q?: string; warehouse?: string };

export function readReceivingAddress(search: Record<string, unknown>): ReceivingAddress {
  return { ...textPart('q', search), ...idPart('warehouse', search) };
}

/** Where a scan of Receiving led: the line it meant, and codes that are still to be counted there, each ended by a semicolon. */
export type ReceiveAddress = { line?: string; scans?: string };

export function readReceiveAddress(search: Record<string, unknown>): ReceiveAddress {
  return { ...idPart('line', search), ...textPart('scans', search) };
}
