import { accounts } from '#web/i18n/en/accounts.ts';
import { allocation } from '#web/i18n/en/allocation.ts';
import { backorders } from '#web/i18n/en/backorders.ts';
import { cancellations } from '#web/i18n/en/cancellations.ts';
import { carriers, shipments } from '#web/i18n/en/carriers.ts';
import { catalog } from '#web/i18n/en/catalog.ts';
import { communications } from '#web/i18n/en/communications.ts';
import { consents } from '#web/i18n/en/consents.ts';
import { customerPage } from '#web/i18n/en/customer-page.ts';
import { customers } from '#web/i18n/en/customers.ts';
import { dates } from '#web/i18n/en/dates.ts';
import { deals } from '#web/i18n/en/deals.ts';
import { demo } from '#web/i18n/en/demo.ts';
import { everywhere } from '#web/i18n/en/everywhere.ts';
import { exceptions } from '#web/i18n/en/exceptions.ts';
import { followUps } from '#web/i18n/en/follow-ups.ts';
import { fulfillment } from '#web/i18n/en/fulfillment.ts';
import { holds } from '#web/i18n/en/holds.ts';
import { home } from '#web/i18n/en/home.ts';
import { imports } from '#web/i18n/en/imports.ts';
import { inventory } from '#web/i18n/en/inventory.ts';
import { invoices } from '#web/i18n/en/invoices.ts';
import { messages } from '#web/i18n/en/messages.ts';
import { notifications } from '#web/i18n/en/notifications.ts';
import { orders } from '#web/i18n/en/orders.ts';
import { paper } from '#web/i18n/en/paper.ts';
import { problem } from '#web/i18n/en/problem.ts';
import { promises } from '#web/i18n/en/promises.ts';
import { purchasing } from '#web/i18n/en/purchasing.ts';
import { quickbooks } from '#web/i18n/en/quickbooks.ts';
import { records } from '#web/i18n/en/records.ts';
import { reports } from '#web/i18n/en/reports.ts';
import { returns } from '#web/i18n/en/returns.ts';
import { reviews } from '#web/i18n/en/reviews.ts';
import { search } from '#web/i18n/en/search.ts';
import { settings } from '#web/i18n/en/settings.ts';
import { substitutions } from '#web/i18n/en/substitutions.ts';

/** Every word of the screens in English, by capability. */
export const en = {
  ...everywhere,
  ...accounts,
  ...allocation,
  ...backorders,
  ...cancellations,
  ...carriers,
  ...shipments,
  ...catalog,
  ...communications,
  ...consents,
  ...customers,
  ...dates,
  ...deals,
  ...demo,
  ...exceptions,
  ...followUps,
  ...fulfillment,
  ...holds,
  ...home,
  ...imports,
  ...inventory,
  ...invoices,
  ...customerPage,
  ...messages,
  ...notifications,
  ...orders,
  ...paper,
  ...promises,
  ...purchasing,
  ...quickbooks,
  ...records,
  ...reports,
  ...returns,
  ...reviews,
  ...search,
  ...settings,
  ...substitutions,
  problem,
} as const;
