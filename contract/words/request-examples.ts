import type { OperationName } from '#contract/routes.ts';

/**
 * A request as somebody would send it, for the operations whose shortest body says too little. The others are shown with what
 * they cannot do without. A test sends every one.
 */
export const requestExamples: { readonly [Name in OperationName]?: unknown } = {
  createCustomer: {
    accountNumber: 'C-1007',
    name: 'Corner Shop',
    email: 'orders@example.com',
    tier: 'standard',
    address: { line1: '1 Main Street', city: 'Des Moines', region: 'IA', postalCode: '50309', country: 'US' },
  },
  updateCustomer: { phone: '+1 515 555 0100', shipPolicy: 'complete' },
  createOrder: {
    customerId: '1',
    lines: [{ variantId: '1', quantity: 12, unitPrice: { amount: '11.90', currency: 'USD' } }],
    confirm: true,
    requestedOn: '2026-03-02',
    notes: 'W-1001',
  },
  updateOrder: { notes: 'Ring the bell', lines: [{ orderLineId: '1', quantity: 24 }] },
  cancelOrder: { reason: 'customer_requested', lines: [{ orderLineId: '1', quantity: 6 }] },
  cancelBackorder: { reason: 'other', reasonText: 'The shop has closed' },
  recordPrints: { document: 'packing_slip', fulfillmentIds: ['1'], reason: 'The first one got wet' },
  fillVariant: { warehouseId: '1', lines: [{ backorderLineId: '1', quantity: 4 }] },
  setBin: { variantId: '1', warehouseId: '1', bin: 'A-04-2' },
  fulfillOrder: {
    lines: [{ orderLineId: '1', picked: 8, short: 4 }],
    shipment: { carrier: 'UPS', trackingNumber: '1Z999AA10123456784' },
  },
  fulfillBackorder: { lines: [{ backorderLineId: '1', quantity: 4 }], shipment: { carrier: 'UPS' } },
  proposeSubstitution: {
    backorderLineId: '1',
    quantity: 6,
    offers: [{ variantId: '2', price: { kind: 'locked' } }],
    note: 'The same house, one year younger',
  },
  acceptSubstitution: { variantId: '2', quantity: 4, acceptedBy: 'representative', note: 'Agreed on the phone' },
  deliverFulfillment: {
    deliveredAt: '2026-03-02T15:20:00Z',
    receivedBy: 'Ada',
    lines: [{ fulfillmentLineId: '1', delivered: 4, reason: 'damaged' }],
    proof: { kind: 'note', note: 'One bottle broke when the case was set down' },
  },
  reopenFulfillment: { reportedBy: 'customer', note: 'The shop says nothing came' },
  reshipFulfillment: { lines: [{ fulfillmentLineId: '1', quantity: 2 }], note: 'The carrier lost the box' },
  creditFulfillment: { note: 'The customer does not want it again' },
  promiseBackorder: { promisedOn: '2999-03-02', reason: 'The supplier confirmed it', notifyCustomer: true },
  prioritizeBackorder: { highPriority: true, reason: 'A festival on Saturday' },
  prioritizeBackorders: { backorderIds: ['1', '2'], highPriority: true, reason: 'A festival on Saturday' },
  fulfillBackorders: { backorderIds: ['1', '2'] },
  cancelBackorders: { backorderIds: ['1', '2'], reason: 'customer_requested' },
  recordBackorderCommunications: { backorderIds: ['1', '2'], method: 'email', text: 'The vintage comes in March' },
  updateMessageTemplate: { language: 'en', isOn: true },
  previewMessageTemplate: { orderId: '1', language: 'en' },
  testMessageTemplate: { to: 'ada@example.com', orderId: '1' },
  reviewBackorders: { backorderIds: ['1', '2'], note: 'Waits for the vintage' },
  recordOrderCommunication: { method: 'phone', text: 'Asked for news; waits gladly', nextFollowUpOn: '2999-03-09' },
  recordBackorderCommunication: { method: 'phone', text: 'Asked for news; waits gladly', nextFollowUpOn: '2999-03-09' },
  planFollowUp: { backorderId: '1', dueOn: '2999-03-02', subject: 'Which vintage?' },
  shipFulfillment: { carrier: 'UPS', trackingNumber: '1Z999AA10123456784', estimatedDeliveryOn: '2999-03-05' },
  createDeal: { name: 'Spring', kind: 'percent', percent: '5.00', validFrom: '2026-03-01', validTo: '2026-04-30' },
  adjustStock: { variantId: '1', warehouseId: '1', countedQuantity: 96, reason: 'counted' },
  createPurchaseOrder: {
    supplierId: '1',
    warehouseId: '1',
    lines: [{ variantId: '1', quantity: 120, expectedOn: '2999-03-02' }],
  },
  runAllocation: { variantIds: ['1'], warehouseId: '1', preview: true },
  createApiKey: { name: 'web shop', actions: ['orders.write', 'customers.write'] },
  readNotifications: { upTo: '12' },
  resetPassword: { password: 'malbec at noon' },
  removeDemo: {
    companyName: 'Corner Wines',
    administrator: { name: 'Ada Bell', email: 'ada@example.com', password: 'malbec at noon' },
  },
};
