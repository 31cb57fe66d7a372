import type { Given } from '#web/api/call.ts';

export const DEAL_VIEWS = ['current', 'ended', 'all'] as const;

/** What the address of the deals list says; what it leaves out are the current ones. */
export type DealsAddress = { status?: 'ended' | 'all'; q?: string };

export function readDealsAddress(search: Record<string, unknown>): DealsAddress {
  return {
    ...(search.status === 'ended' || search.status === 'all' ? { status: search.status } : {}),
    ...(search.q !== undefined && search.q !== '' ? { q: String(search.q).slice(0, 100) } : {}),
  };
}

/** The question behind an address. */
export function dealsAsked({ status, q }: DealsAddress): Given<'listDeals'> {
  return { query: { status: status ?? 'current', q } };
}
