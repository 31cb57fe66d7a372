import type { z } from 'zod';
import * as accounts from '#contract/accounts.ts';
import * as backorders from '#contract/backorders.ts';
import * as catalog from '#contract/catalog.ts';
import * as demo from '#contract/demo.ts';
import * as communications from '#contract/communications.ts';
import type { ErrorCode } from '#contract/errors.ts';
import * as fulfillment from '#contract/fulfillment.ts';
import * as home from '#contract/home.ts';
import * as inventory from '#contract/inventory.ts';
import * as orders from '#contract/orders.ts';
import { idParameters } from '#contract/primitives.ts';
import * as purchasing from '#contract/purchasing.ts';
import * as records from '#contract/records.ts';
import * as reviews from '#contract/reviews.ts';
import type { OperationName } from '#contract/routes.ts';
import * as search from '#contract/search.ts';

export type Operation = {
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The status of success and what it answers. A POST that creates answers 201 with the record. */
  status: 200 | 201;
  answer: z.ZodType;
  /** Besides what any request may be refused for. */
  refusals: readonly ErrorCode[];
};

const byId = { params: idParameters } as const;

/** Schemas and refusals of every operation, by the names of `routes`. */
export const operations = {
  getMe: { summary: 'Who is calling, and what they may do', status: 200, answer: accounts.me, refusals: [] },
  search: {
    summary: 'What a text may mean: numbers by their beginning, names by any part or by likeness',
    query: search.searchQuery,
    status: 200,
    answer: search.searchResults,
    refusals: [],
  },
  listSavedViews: {
    summary: "Views of lists: one's own and shared ones",
    query: search.savedViewQuery,
    status: 200,
    answer: search.savedViewPage,
    refusals: [],
  },
  createSavedView: {
    summary: 'Keep the filters of a list under a name',
    body: search.savedViewBody,
    status: 201,
    answer: search.savedView,
    refusals: ['person_required', 'already_exists'],
  },
  updateSavedView: {
    summary: "Change a view of one's own",
    ...byId,
    body: search.savedViewChanges,
    status: 200,
    answer: search.savedView,
    refusals: ['not_found', 'changed_meanwhile', 'already_exists'],
  },
  deleteSavedView: {
    summary: "Forget a view of one's own",
    ...byId,
    status: 200,
    answer: records.removed,
    refusals: ['not_found'],
  },

  getHome: {
    summary: 'What each role begins the day with',
    status: 200,
    answer: home.home,
    refusals: [],
  },
  markHomeSeen: {
    summary: 'The caller has seen what changed; the home page begins anew from now',
    status: 201,
    answer: home.homeVisit,
    refusals: [],
  },

  listCustomers: {
    summary: 'Customers by name',
    query: catalog.customerQuery,
    status: 200,
    answer: catalog.customerPage,
    refusals: [],
  },
  getCustomer: { summary: 'One customer', ...byId, status: 200, answer: catalog.customer, refusals: ['not_found'] },
  createCustomer: {
    summary: 'Add a customer',
    body: catalog.customerBody,
    status: 201,
    answer: catalog.customer,
    refusals: ['already_exists', 'unknown_reference', 'not_your_customer'],
  },
  updateCustomer: {
    summary: 'Change a customer',
    ...byId,
    body: catalog.customerChanges,
    status: 200,
    answer: catalog.customer,
    refusals: ['not_found', 'already_exists', 'unknown_reference', 'changed_meanwhile', 'not_your_customer'],
  },
  listProducts: {
    summary: 'Products by name',
    query: catalog.productQuery,
    status: 200,
    answer: catalog.productPage,
    refusals: [],
  },
  getProduct: { summary: 'One product', ...byId, status: 200, answer: catalog.product, refusals: ['not_found'] },
  createProduct: {
    summary: 'Add a product',
    body: catalog.productBody,
    status: 201,
    answer: catalog.product,
    refusals: [],
  },
  updateProduct: {
    summary: 'Change a product',
    ...byId,
    body: catalog.productBody.partial(),
    status: 200,
    answer: catalog.product,
    refusals: ['not_found', 'changed_meanwhile'],
  },
  listVariants: {
    summary: 'Variants by SKU',
    query: catalog.variantQuery,
    status: 200,
    answer: catalog.variantPage,
    refusals: [],
  },
  getVariant: { summary: 'One variant', ...byId, status: 200, answer: catalog.variant, refusals: ['not_found'] },
  createVariant: {
    summary: 'Add a variant of a product',
    body: catalog.variantBody,
    status: 201,
    answer: catalog.variant,
    refusals: ['already_exists', 'unknown_reference'],
  },
  updateVariant: {
    summary: 'Change a variant; confirmed orders keep their prices',
    ...byId,
    body: catalog.variantChanges,
    status: 200,
    answer: catalog.variant,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile'],
  },
  listSuppliers: {
    summary: 'Suppliers by name',
    query: catalog.supplierQuery,
    status: 200,
    answer: catalog.supplierPage,
    refusals: [],
  },
  getSupplier: { summary: 'One supplier', ...byId, status: 200, answer: catalog.supplier, refusals: ['not_found'] },
  createSupplier: {
    summary: 'Add a supplier',
    body: catalog.supplierBody,
    status: 201,
    answer: catalog.supplier,
    refusals: ['already_exists'],
  },
  updateSupplier: {
    summary: 'Change a supplier',
    ...byId,
    body: catalog.supplierBody.partial(),
    status: 200,
    answer: catalog.supplier,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile'],
  },
  listWarehouses: {
    summary: 'Warehouses by code',
    query: catalog.warehouseQuery,
    status: 200,
    answer: catalog.warehousePage,
    refusals: [],
  },
  getWarehouse: { summary: 'One warehouse', ...byId, status: 200, answer: catalog.warehouse, refusals: ['not_found'] },
  createWarehouse: {
    summary: 'Add a warehouse',
    body: catalog.warehouseBody,
    status: 201,
    answer: catalog.warehouse,
    refusals: ['already_exists'],
  },
  updateWarehouse: {
    summary: 'Change a warehouse',
    ...byId,
    body: catalog.warehouseBody.partial(),
    status: 200,
    answer: catalog.warehouse,
    refusals: ['not_found', 'already_exists', 'changed_meanwhile'],
  },

  listUsers: {
    summary: 'The people of the company',
    query: accounts.userQuery,
    status: 200,
    answer: accounts.userPage,
    refusals: [],
  },
  getUser: { summary: 'One person', ...byId, status: 200, answer: accounts.user, refusals: ['not_found'] },
  createUser: {
    summary: 'Add a person',
    body: accounts.userBody,
    status: 201,
    answer: accounts.user,
    refusals: ['already_exists'],
  },
  updateUser: {
    summary: 'Change a person',
    ...byId,
    body: accounts.userChanges,
    status: 200,
    answer: accounts.user,
    refusals: ['not_found', 'changed_meanwhile', 'last_administrator'],
  },
  listApiKeys: {
    summary: 'API keys, newest first',
    query: accounts.apiKeyQuery,
    status: 200,
    answer: accounts.apiKeyPage,
    refusals: [],
  },
  createApiKey: {
    summary: 'Make an API key; the key itself is in this answer only',
    body: accounts.apiKeyBody,
    status: 201,
    answer: accounts.createdApiKey,
    refusals: [],
  },
  revokeApiKey: { summary: 'End an API key', ...byId, status: 201, answer: accounts.apiKey, refusals: ['not_found'] },
  getSettings: { summary: 'The rules of the company', status: 200, answer: accounts.settings, refusals: [] },
  updateSettings: {
    summary: 'Change the rules of the company',
    body: accounts.settingsChanges,
    status: 200,
    answer: accounts.settings,
    refusals: ['changed_meanwhile'],
  },
  getDemoContents: {
    summary: 'What a demo company holds, and its removal would take away',
    status: 200,
    answer: demo.demoContents,
    refusals: ['not_a_demo_company'],
  },
  removeDemo: {
    summary: 'Remove everything of a demo company, for good: an empty company with one administrator is left',
    body: demo.demoRemovalBody,
    status: 201,
    answer: demo.demoRemoval,
    refusals: ['not_a_demo_company'],
  },

  listStock: {
    summary: 'Stock by variant and warehouse',
    query: inventory.stockQuery,
    status: 200,
    answer: inventory.stockPage,
    refusals: [],
  },
  listStockMovements: {
    summary: 'The stock ledger, newest first',
    query: inventory.stockMovementQuery,
    status: 200,
    answer: inventory.stockMovementPage,
    refusals: [],
  },
  adjustStock: {
    summary: 'Record a count or an adjustment',
    body: inventory.stockAdjustmentBody,
    status: 201,
    answer: inventory.stockAdjustment,
    refusals: ['unknown_reference', 'stock_out_of_bounds', 'nothing_to_adjust', 'idempotency_key_reused'],
  },
  listPutBackTasks: {
    summary: 'Picked goods to put back on the shelf',
    query: inventory.putBackTaskQuery,
    status: 200,
    answer: inventory.putBackTaskPage,
    refusals: [],
  },
  completePutBackTask: {
    summary: 'The goods are back on the shelf',
    ...byId,
    status: 201,
    answer: inventory.putBackTask,
    refusals: ['not_found', 'put_back_already_done'],
  },

  listOrders: {
    summary: 'Orders, newest first',
    query: orders.orderQuery,
    status: 200,
    answer: orders.orderPage,
    refusals: [],
  },
  getOrder: {
    summary: 'One order with its lines, backorders and fulfillments',
    ...byId,
    status: 200,
    answer: orders.order,
    refusals: ['not_found'],
  },
  createOrder: {
    summary: 'Take an order, and confirm it at once when asked',
    body: orders.orderBody,
    status: 201,
    answer: orders.order,
    refusals: [
      'unknown_reference',
      'order_has_no_lines',
      'quantity_not_whole_multiple',
      'deal_above_value',
      'not_your_customer',
      'idempotency_key_reused',
    ],
  },
  updateOrder: {
    summary: 'Change an order',
    ...byId,
    body: orders.orderChanges,
    status: 200,
    answer: orders.order,
    refusals: ['not_found', 'order_cancelled', 'changed_meanwhile', 'not_your_customer'],
  },
  confirmOrder: {
    summary: 'Confirm a draft: prices freeze, the lines join the queue and get free stock',
    ...byId,
    body: orders.confirmationBody,
    status: 201,
    answer: orders.order,
    refusals: ['not_found', 'order_not_draft', 'order_cancelled', 'order_has_no_lines', 'not_your_customer'],
  },
  fulfillOrder: {
    summary: 'Record what was picked and what was short',
    ...byId,
    body: fulfillment.orderFulfillmentBody,
    status: 201,
    answer: fulfillment.pickResult,
    refusals: [
      'not_found',
      'order_not_confirmed',
      'order_cancelled',
      'line_not_on_record',
      'line_named_twice',
      'nothing_picked',
      'quantity_not_whole_multiple',
      'more_than_open',
      'more_than_allocated',
      'not_whole_order',
      'delivery_without_shipment',
      'delivered_before_shipped',
      'idempotency_key_reused',
    ],
  },
  createBackorder: {
    summary: 'Move the unfilled part of an order to a backorder by hand',
    ...byId,
    body: orders.manualBackorderBody,
    status: 201,
    answer: backorders.backorder,
    refusals: [
      'not_found',
      'order_not_confirmed',
      'order_cancelled',
      'line_not_on_record',
      'line_named_twice',
      'quantity_not_whole_multiple',
      'more_than_remainder',
      'promise_in_the_past',
      'not_your_customer',
    ],
  },
  cancelOrder: {
    summary: 'Cancel an order, some lines, or a quantity of them',
    ...byId,
    body: orders.orderCancellationBody,
    status: 201,
    answer: orders.order,
    refusals: [
      'not_found',
      'line_not_on_record',
      'line_named_twice',
      'nothing_to_cancel',
      'quantity_not_whole_multiple',
      'more_than_cancellable',
      'order_not_confirmed',
      'not_your_customer',
    ],
  },
  getOrderHistory: {
    summary: 'Who changed what on an order and its backorders',
    ...byId,
    query: orders.historyQuery,
    status: 200,
    answer: orders.historyPage,
    refusals: ['not_found'],
  },
  getOrderTimeline: {
    summary: 'Everything that happened to an order, newest first: facts, dates, calls, notes',
    ...byId,
    query: communications.timelineQuery,
    status: 200,
    answer: communications.timelinePage,
    refusals: ['not_found'],
  },
  listOrderCommunications: {
    summary: 'What was said to the customer about an order, newest first',
    ...byId,
    query: communications.communicationQuery,
    status: 200,
    answer: communications.communicationPage,
    refusals: ['not_found'],
  },
  recordOrderCommunication: {
    summary: 'Log a call, an e-mail or a visit about an order',
    ...byId,
    body: communications.communicationBody,
    status: 201,
    answer: communications.communication,
    refusals: ['not_found', 'not_your_customer', 'contact_in_the_future', 'follow_up_in_the_past'],
  },
  addOrderNote: {
    summary: 'Leave a note for colleagues',
    ...byId,
    body: communications.noteBody,
    status: 201,
    answer: communications.note,
    refusals: ['not_found', 'not_your_customer'],
  },

  listBackorders: {
    summary: 'Backorders; open ones, oldest first, unless asked otherwise',
    query: backorders.backorderQuery,
    status: 200,
    answer: backorders.backorderPage,
    refusals: [],
  },
  countBackorders: {
    summary: 'How many backorders each tab shows under the other filters, exact to 10,000',
    query: backorders.backorderCountQuery,
    status: 200,
    answer: backorders.backorderCounts,
    refusals: [],
  },
  groupBackorders: {
    summary: 'Backorders by customer, product, supplier or representative, the most valuable first',
    query: backorders.backorderGroupQuery,
    status: 200,
    answer: backorders.backorderGroups,
    refusals: [],
  },
  getBackorder: {
    summary: 'One backorder: lines, what covers them, dates, promises, fulfillments',
    ...byId,
    status: 200,
    answer: backorders.backorder,
    refusals: ['not_found'],
  },
  fulfillBackorder: {
    summary: 'Fill a backorder wholly or in part',
    ...byId,
    body: fulfillment.backorderFulfillmentBody,
    status: 201,
    answer: fulfillment.pickResult,
    refusals: [
      'not_found',
      'nothing_outstanding',
      'on_hold',
      'line_not_on_record',
      'line_named_twice',
      'nothing_picked',
      'quantity_not_whole_multiple',
      'more_than_outstanding',
      'more_than_allocated',
      'not_whole_order',
      'delivery_without_shipment',
      'delivered_before_shipped',
      'idempotency_key_reused',
    ],
  },
  listPromises: {
    summary: 'Every date the customer was promised',
    ...byId,
    query: orders.historyQuery,
    status: 200,
    answer: backorders.promisePage,
    refusals: ['not_found'],
  },
  promiseBackorder: {
    summary: 'Promise a date',
    ...byId,
    body: backorders.promiseBody,
    status: 201,
    answer: backorders.promise,
    refusals: [
      'not_found',
      'nothing_outstanding',
      'promise_in_the_past',
      'promise_reason_required',
      'not_your_customer',
    ],
  },
  cancelBackorder: {
    summary: 'Cancel a backorder, some lines, or a quantity of them',
    ...byId,
    body: backorders.backorderCancellationBody,
    status: 201,
    answer: backorders.backorder,
    refusals: [
      'not_found',
      'line_not_on_record',
      'line_named_twice',
      'nothing_to_cancel',
      'quantity_not_whole_multiple',
      'more_than_cancellable',
      'not_your_customer',
    ],
  },
  getBackorderHistory: {
    summary: 'Who changed what on a backorder and its order',
    ...byId,
    query: orders.historyQuery,
    status: 200,
    answer: orders.historyPage,
    refusals: ['not_found'],
  },
  getBackorderTimeline: {
    summary: 'Everything that happened to a backorder and its order, newest first: facts, dates, calls, notes',
    ...byId,
    query: communications.timelineQuery,
    status: 200,
    answer: communications.timelinePage,
    refusals: ['not_found'],
  },
  listBackorderCommunications: {
    summary: 'What was said to the customer about a backorder, newest first',
    ...byId,
    query: communications.communicationQuery,
    status: 200,
    answer: communications.communicationPage,
    refusals: ['not_found'],
  },
  recordBackorderCommunication: {
    summary: 'Log a call, an e-mail or a visit about a backorder',
    ...byId,
    body: communications.communicationBody,
    status: 201,
    answer: communications.communication,
    refusals: ['not_found', 'not_your_customer', 'contact_in_the_future', 'follow_up_in_the_past'],
  },
  addBackorderNote: {
    summary: 'Leave a note for colleagues',
    ...byId,
    body: communications.noteBody,
    status: 201,
    answer: communications.note,
    refusals: ['not_found', 'not_your_customer'],
  },
  reviewBackorder: {
    summary: 'Mark a backorder reviewed',
    ...byId,
    body: reviews.reviewBody,
    status: 201,
    answer: reviews.review,
    refusals: ['not_found', 'not_your_customer', 'nothing_outstanding'],
  },
  getBackorderFills: {
    summary: 'Was each line filled, by what and when: the right answer and the query that gives it',
    ...byId,
    status: 200,
    answer: backorders.backorderFills,
    refusals: ['not_found'],
  },
  explainBackorder: {
    summary: 'Why each line waits: stock, who is ahead, what would change it',
    ...byId,
    status: 200,
    answer: backorders.explanation,
    refusals: ['not_found'],
  },

  listDueReviews: {
    summary: 'Open backorders that nobody looked at for too long, longest unseen first',
    query: reviews.dueReviewQuery,
    status: 200,
    answer: reviews.dueReviewPage,
    refusals: [],
  },
  reviewBackorders: {
    summary: 'Mark many backorders reviewed, all or none',
    body: reviews.reviewsBody,
    status: 201,
    answer: reviews.reviews,
    refusals: ['unknown_reference', 'not_your_customer', 'nothing_outstanding'],
  },
  listFollowUps: {
    summary: 'Whom to speak with again, by due date',
    query: communications.followUpQuery,
    status: 200,
    answer: communications.followUpPage,
    refusals: [],
  },
  planFollowUp: {
    summary: 'Plan to speak with a customer again',
    body: communications.followUpBody,
    status: 201,
    answer: communications.followUp,
    refusals: ['unknown_reference', 'not_your_customer', 'follow_up_in_the_past'],
  },
  closeFollowUp: {
    summary: 'Say what came of a follow-up, which closes it',
    ...byId,
    body: communications.followUpOutcomeBody,
    status: 201,
    answer: communications.followUp,
    refusals: ['not_found', 'not_your_customer', 'not_your_follow_up', 'follow_up_closed', 'follow_up_in_the_past'],
  },
  snoozeFollowUp: {
    summary: 'Put a follow-up off to another day',
    ...byId,
    body: communications.followUpSnoozeBody,
    status: 201,
    answer: communications.followUp,
    refusals: ['not_found', 'not_your_customer', 'not_your_follow_up', 'follow_up_closed', 'follow_up_in_the_past'],
  },

  listFulfillments: {
    summary: 'Fulfillments, newest first',
    query: fulfillment.fulfillmentQuery,
    status: 200,
    answer: fulfillment.fulfillmentPage,
    refusals: [],
  },
  getFulfillment: {
    summary: 'One fulfillment',
    ...byId,
    status: 200,
    answer: fulfillment.fulfillment,
    refusals: ['not_found'],
  },
  packFulfillment: {
    summary: 'The goods are packed',
    ...byId,
    body: fulfillment.packingBody,
    status: 201,
    answer: fulfillment.fulfillment,
    refusals: ['not_found', 'fulfillment_voided', 'fulfillment_already_packed', 'fulfillment_already_shipped'],
  },
  shipFulfillment: {
    summary: 'The goods leave: stock falls and the invoice is queued',
    ...byId,
    body: fulfillment.shipmentBody.nullish(),
    status: 201,
    answer: fulfillment.fulfillment,
    refusals: ['not_found', 'fulfillment_voided', 'fulfillment_already_shipped', 'idempotency_key_reused'],
  },
  deliverFulfillment: {
    summary: 'The customer has the goods',
    ...byId,
    body: fulfillment.deliveryBody.nullish(),
    status: 201,
    answer: fulfillment.fulfillment,
    refusals: [
      'not_found',
      'fulfillment_voided',
      'fulfillment_not_shipped',
      'fulfillment_already_delivered',
      'delivered_before_shipped',
    ],
  },
  voidFulfillment: {
    summary: 'Undo a pick before it ships: the goods stay reserved for the same line',
    ...byId,
    body: fulfillment.voidBody,
    status: 201,
    answer: fulfillment.fulfillment,
    refusals: ['not_found', 'fulfillment_voided', 'fulfillment_already_shipped'],
  },

  listPurchaseOrders: {
    summary: 'Purchase orders, newest first',
    query: purchasing.purchaseOrderQuery,
    status: 200,
    answer: purchasing.purchaseOrderPage,
    refusals: [],
  },
  getPurchaseOrder: {
    summary: 'One purchase order with its receipts',
    ...byId,
    status: 200,
    answer: purchasing.purchaseOrder,
    refusals: ['not_found'],
  },
  createPurchaseOrder: {
    summary: 'Order from a supplier',
    body: purchasing.purchaseOrderBody,
    status: 201,
    answer: purchasing.purchaseOrder,
    refusals: ['unknown_reference', 'pin_above_need'],
  },
  updatePurchaseOrder: {
    summary: 'Change expected dates or notes, or close what will not come',
    ...byId,
    body: purchasing.purchaseOrderChanges,
    status: 200,
    answer: purchasing.purchaseOrder,
    refusals: ['not_found', 'line_not_on_record', 'line_named_twice', 'purchase_order_closed', 'changed_meanwhile'],
  },
  receivePurchaseOrder: {
    summary: 'Goods arrived: stock rises and is given to waiting lines at once',
    ...byId,
    body: purchasing.receiptBody,
    status: 201,
    answer: purchasing.receipt,
    refusals: [
      'not_found',
      'line_not_on_record',
      'line_named_twice',
      'purchase_order_closed',
      'stock_out_of_bounds',
      'idempotency_key_reused',
    ],
  },

  getAllocationRun: {
    summary: 'One allocation run: every candidate with its explanation',
    ...byId,
    status: 200,
    answer: records.allocationRun,
    refusals: ['not_found'],
  },
  runAllocation: {
    summary: 'Deal free stock to waiting lines, or preview it',
    body: records.allocationRunBody,
    status: 201,
    answer: records.allocationRun,
    refusals: ['unknown_reference'],
  },
  listInvoices: {
    summary: 'Invoices, newest first',
    query: fulfillment.invoiceQuery,
    status: 200,
    answer: fulfillment.invoicePage,
    refusals: [],
  },
  listExceptions: {
    summary: 'What needs a person, kind after kind',
    query: records.exceptionQuery,
    status: 200,
    answer: records.exceptionPage,
    refusals: [],
  },
  closeException: {
    summary: 'Close a count that stood below what was picked: the rest is posted now',
    ...byId,
    body: records.exceptionClosureBody,
    status: 201,
    answer: records.exceptionClosure,
    refusals: ['not_found', 'exception_closes_itself', 'exception_closed', 'stock_still_picked'],
  },
  listNotifications: {
    summary: 'What the caller should hear of, newest first',
    query: records.notificationQuery,
    status: 200,
    answer: records.notificationPage,
    refusals: [],
  },
  readNotifications: {
    summary: 'Mark notifications read: some, or all up to one',
    body: records.notificationReadBody,
    status: 201,
    answer: records.notificationRead,
    refusals: ['unknown_reference'],
  },
  listAuditEvents: {
    summary: 'Every change, newest first',
    query: records.auditQuery,
    status: 200,
    answer: records.auditPage,
    refusals: [],
  },
  getVerification: {
    summary: 'Whether the books balance, and since when that is known',
    status: 200,
    answer: records.verification,
    refusals: [],
  },
} as const satisfies Record<OperationName, Operation>;

export type Operations = typeof operations;
type Output<T> = T extends z.ZodType ? z.output<T> : undefined;
type Input<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<Name extends OperationName, Key extends keyof Operation> =
  Operations[Name] extends Record<Key, infer T> ? T : undefined;

/** What a handler gets: every part parsed. */
export type Request<Name extends OperationName> = {
  params: Output<Part<Name, 'params'>>;
  query: Output<Part<Name, 'query'>>;
  body: Output<Part<Name, 'body'>>;
};

/** What a caller gives. */
export type Call<Name extends OperationName> = {
  params: Input<Part<Name, 'params'>>;
  query: Input<Part<Name, 'query'>>;
  body: Input<Part<Name, 'body'>>;
};

/** What an operation answers. */
export type Answer<Name extends OperationName> = Output<Part<Name, 'answer'>>;
