import type { z } from 'zod';
import * as accounts from '#contract/accounts.ts';
import * as allocation from '#contract/allocation.ts';
import * as backorder from '#contract/backorders/backorder.ts';
import * as backorderList from '#contract/backorders/backorder-list.ts';
import * as coverage from '#contract/backorders/coverage.ts';
import * as datesKept from '#contract/backorders/dates-kept.ts';
import * as explanation from '#contract/backorders/explanation.ts';
import * as fills from '#contract/backorders/fills.ts';
import * as groups from '#contract/backorders/groups.ts';
import * as outlooks from '#contract/backorders/outlooks.ts';
import * as priorities from '#contract/backorders/priorities.ts';
import * as promises from '#contract/backorders/promises.ts';
import * as terms from '#contract/backorders/terms.ts';
import * as timeline from '#contract/backorders/timeline.ts';
import * as waitingDays from '#contract/backorders/waiting-days.ts';
import * as cancellations from '#contract/cancellations.ts';
import * as carriers from '#contract/carriers/carriers.ts';
import * as truckRoutes from '#contract/carriers/truck-routes.ts';
import * as products from '#contract/catalog/products.ts';
import * as suppliers from '#contract/catalog/suppliers.ts';
import * as variants from '#contract/catalog/variants.ts';
import * as warehouses from '#contract/catalog/warehouses.ts';
import * as communications from '#contract/communications.ts';
import * as consents from '#contract/consents.ts';
import * as customerLinks from '#contract/customer-links.ts';
import * as customerSituation from '#contract/customer-situation.ts';
import * as customers from '#contract/customers.ts';
import * as deals from '#contract/deals.ts';
import * as demo from '#contract/demo.ts';
import * as exceptions from '#contract/exceptions.ts';
import * as followUps from '#contract/follow-ups.ts';
import * as deliveries from '#contract/fulfillment/deliveries.ts';
import * as driverStops from '#contract/fulfillment/driver-stops.ts';
import * as fulfillments from '#contract/fulfillment/fulfillments.ts';
import * as lots from '#contract/fulfillment/lots.ts';
import * as picks from '#contract/fulfillment/picks.ts';
import * as returns from '#contract/fulfillment/returns.ts';
import * as rides from '#contract/fulfillment/rides.ts';
import * as shipments from '#contract/fulfillment/shipments.ts';
import * as variantFills from '#contract/fulfillment/variant-fills.ts';
import * as work from '#contract/fulfillment/work.ts';
import * as holds from '#contract/holds.ts';
import * as home from '#contract/home.ts';
import * as imports from '#contract/imports.ts';
import * as adjustments from '#contract/inventory/adjustments.ts';
import * as bins from '#contract/inventory/bins.ts';
import * as putBackTasks from '#contract/inventory/put-back-tasks.ts';
import * as stock from '#contract/inventory/stock.ts';
import * as invoices from '#contract/invoices.ts';
import * as messageProposals from '#contract/message-proposals.ts';
import * as messageTemplates from '#contract/message-templates.ts';
import * as messages from '#contract/messages.ts';
import * as notifications from '#contract/notifications.ts';
import type { Operation } from '#contract/operation.ts';
import * as order from '#contract/orders/order.ts';
import * as orderChanges from '#contract/orders/order-changes.ts';
import * as orderList from '#contract/orders/order-list.ts';
import * as supplyOutlook from '#contract/orders/supply-outlook.ts';
import * as paper from '#contract/paper.ts';
import * as purchaseOrders from '#contract/purchasing/purchase-orders.ts';
import * as receipts from '#contract/purchasing/receipts.ts';
import * as reliability from '#contract/purchasing/reliability.ts';
import * as spokenFor from '#contract/purchasing/spoken-for.ts';
import * as quickbooks from '#contract/quickbooks.ts';
import * as records from '#contract/records.ts';
import * as refusedActs from '#contract/refused-acts.ts';
import * as reportRecords from '#contract/report-records.ts';
import * as reportRuns from '#contract/report-runs.ts';
import * as reportSchedules from '#contract/report-schedules.ts';
import * as reports from '#contract/reports.ts';
import * as reviews from '#contract/reviews.ts';
import type { OperationName } from '#contract/routes.ts';
import * as search from '#contract/search.ts';
import * as settings from '#contract/settings.ts';
import * as substitutions from '#contract/substitutions.ts';

/** Every file of the contract that holds schemas. Their names are the names of the API document. */
export const capabilities = [
  accounts,
  settings,
  demo,
  search,
  home,
  customers,
  customerSituation,
  products,
  variants,
  suppliers,
  warehouses,
  carriers,
  truckRoutes,
  deals,
  stock,
  adjustments,
  putBackTasks,
  order,
  orderList,
  supplyOutlook,
  orderChanges,
  backorder,
  backorderList,
  groups,
  outlooks,
  promises,
  priorities,
  terms,
  coverage,
  explanation,
  fills,
  holds,
  cancellations,
  substitutions,
  consents,
  reportRecords,
  reportRuns,
  reportSchedules,
  reports,
  reviews,
  communications,
  followUps,
  work,
  picks,
  fulfillments,
  deliveries,
  shipments,
  rides,
  driverStops,
  lots,
  returns,
  variantFills,
  paper,
  bins,
  imports,
  invoices,
  purchaseOrders,
  reliability,
  timeline,
  datesKept,
  waitingDays,
  spokenFor,
  receipts,
  allocation,
  exceptions,
  notifications,
  messages,
  customerLinks,
  messageProposals,
  messageTemplates,
  quickbooks,
  records,
  refusedActs,
];

/** What the files of a union hold together. */
type Joined<File> = (File extends { operations: infer Some } ? (some: Some) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** The type of every operation by its name. */
export type Operations = Joined<(typeof capabilities)[number]>;

/** Schemas and refusals of every operation, by the names of `routes`. */
export const operations = Object.assign(
  {},
  ...capabilities.map((capability) => capability.operations),
) as Operations satisfies Record<OperationName, Operation>;

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
