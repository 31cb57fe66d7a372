import type { AllocationPolicy } from '#domain/allocation/rank.ts';
import type { ShipPolicy } from '#domain/backorders/backorder-status.ts';
import type { BackorderCreation } from '#domain/fulfillment/shortage.ts';
import type { InvoiceRule } from '#domain/invoicing/invoice-rule.ts';
import type { PriceGuard } from '#domain/orders/price-guard.ts';
import type { Queries } from './transaction.ts';

/** The company and its rules as one request sees them. */
export type Company = {
  name: string;
  timeZone: string;
  currency: string;
  workingDays: number[];
  color: string;
  isDemo: boolean;
};

export type Settings = {
  backorderCreation: BackorderCreation;
  allocationMode: 'automatic' | 'after_review' | 'by_hand';
  allocationPolicy: AllocationPolicy;
  policyVersion: number;
  defaultShipPolicy: ShipPolicy;
  invoiceRule: InvoiceRule;
  reserveAheadDays: number;
  handlingDays: number;
  repsReadAll: boolean;
  weeklyStatusAfterDays: number;
  reviewAfterDays: number;
  maximumAgeDays: number;
  startWithinDays: number;
  shipWithinDays: number;
  confirmDeliveryWithinDays: number;
  customerLinkDays: number;
  consentWithinDays: number;
  priceGuard: PriceGuard;
  updatedAt: string;
  updatedBy: string;
};

/** Columns that read both, for a query that joins `company c` and `settings s`. */
export const COMPANY_COLUMNS = `
  jsonb_build_object('name', c.name, 'timeZone', c.time_zone, 'currency', c.currency, 'workingDays', c.working_days,
    'color', c.color, 'isDemo', c.demo) as company,
  jsonb_build_object('backorderCreation', s.backorder_creation, 'allocationMode', s.allocation_mode,
    'allocationPolicy', s.allocation_policy, 'policyVersion', s.policy_version,
    'defaultShipPolicy', s.default_ship_policy, 'invoiceRule', s.invoice_rule, 'reserveAheadDays', s.reserve_ahead_days,
    'handlingDays', s.handling_days, 'repsReadAll', s.reps_read_all,
    'weeklyStatusAfterDays', s.weekly_status_after_days, 'reviewAfterDays', s.review_after_days,
    'maximumAgeDays', s.maximum_age_days, 'startWithinDays', s.start_within_days, 'shipWithinDays', s.ship_within_days,
    'confirmDeliveryWithinDays', s.confirm_delivery_within_days,
    'customerLinkDays', s.customer_link_days, 'consentWithinDays', s.consent_within_days,
    'priceGuard', s.price_guard, 'updatedAt', s.updated_at,
    'updatedBy', s.updated_by) as settings`;

/** Reads both. */
export function readCompany(queries: Queries): Promise<{ company: Company; settings: Settings }> {
  return queries.row(`select ${COMPANY_COLUMNS} from company c cross join settings s`);
}

/** Makes the one row of each, when a database is new. */
export async function ensureCompany(
  queries: Queries,
  company: { name: string; timeZone: string; currency: string; isDemo: boolean },
  now: string,
): Promise<void> {
  await queries.rows(
    `insert into company (name, time_zone, currency, demo)
     select $1, $2, $3, $4 where not exists (select from company) on conflict do nothing`,
    [company.name, company.timeZone, company.currency, company.isDemo],
  );
  await queries.rows(
    `insert into settings (updated_at, updated_by) values ($1, 'system setup') on conflict do nothing`,
    [now],
  );
}

/** A company before anybody described it: in the time zone of its machine, or UTC when that has no name. */
export function newCompany(isDemo: boolean): { name: string; timeZone: string; currency: string; isDemo: boolean } {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone as string | undefined;
  return { name: 'New company', timeZone: timeZone?.includes('/') ? timeZone : 'UTC', currency: 'USD', isDemo };
}

const formats = new Map<string, Intl.DateTimeFormat>();
const NO_DATE = { timeZone: '', minute: '', date: '' };
let latest = NO_DATE;

/** The date an instant falls on in a time zone. Days begin on whole minutes, so one minute has one date. */
export function dateIn(timeZone: string, instant: string): string {
  const minute = instant.slice(0, 16);
  if (latest.timeZone === timeZone && latest.minute === minute) return latest.date;
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  latest = { timeZone, minute, date: format.format(new Date(instant)) };
  return latest.date;
}
