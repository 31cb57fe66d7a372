/** Where the paper of records is read as PDF. */
export const packingSlip = (fulfillmentId: string) => `/api/v1/fulfillments/${fulfillmentId}/packing-slip.pdf`;
/** An invoice as its customer gets it. */
export const invoicePaper = (invoiceId: string) => `/api/v1/invoices/${invoiceId}/invoice.pdf`;
/** Several in one file. */
export const packingSlips = (fulfillmentIds: readonly string[]) =>
  `/api/v1/packing-slips.pdf?${fulfillmentIds.map((id) => `fulfillmentId=${id}`).join('&')}`;
/** The label of a shipment. */
export const label = (shipmentId: string) => `/api/v1/shipments/${shipmentId}/label.pdf`;
/** What to pick for some orders and backorders together. */
export const pickList = (of: readonly { kind: 'order' | 'backorder'; id: string }[]) =>
  `/api/v1/pick-list.pdf?${of.map(({ kind, id }) => `${kind}Id=${id}`).join('&')}`;
