import type { Chances } from '#server/demo/chances.ts';
import type { ApiClient } from './api-client.ts';
import type { Company } from './company.ts';
import type { Deliveries } from './deliveries.ts';
import type { EventLog } from './event-log.ts';

/** Goods on their way: what of a purchase order arrives on one day. */
export type Arrival = {
  purchaseOrderId: string;
  /** Names the receipt among all of the replay. */
  key: string;
  lines: { purchaseOrderLineId: string; itemNo: string; quantity: number }[];
};

/** A replay in progress. */
export type ReplayState = {
  api: ApiClient;
  clients: number;
  company: Company;
  chances: Chances;
  /** The share of picked lines where the shelf holds less than the records say. */
  shortRate: number;
  log: EventLog;
  arrivals: Map<string, Arrival[]>;
  deliveries: Deliveries;
  /** Variants whose bin turned out short since stock was last dealt by hand. */
  shortVariantIds: Set<string>;
};
