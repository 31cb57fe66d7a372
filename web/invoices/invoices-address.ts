export const STATUSES = ['waiting', 'sent', 'failed', 'changed_there', 'excluded'] as const;

export type InvoicesAddress = { status?: (typeof STATUSES)[number] };

/** Which documents are listed, from the address. */
export function readInvoicesAddress(search: Record<string, unknown>): InvoicesAddress {
  const status = STATUSES.find((one) => one === search.status);
  return status ? { status } : {};
}
