/** What the list can be put together by, and the filter that one group stands for. */
export const GROUPINGS = ['customer', 'product', 'supplier', 'rep'] as const;

export const FILTER_OF_GROUP = {
  customer: 'customerId',
  product: 'productId',
  supplier: 'supplierId',
  rep: 'salesRepId',
} as const satisfies Record<(typeof GROUPINGS)[number], string>;
