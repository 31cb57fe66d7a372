import { accounts } from '#web/i18n/en/accounts.ts';
import { backorders } from '#web/i18n/en/backorders.ts';
import { catalog } from '#web/i18n/en/catalog.ts';
import { communications } from '#web/i18n/en/communications.ts';
import { customers } from '#web/i18n/en/customers.ts';
import { demo } from '#web/i18n/en/demo.ts';
import { desk } from '#web/i18n/en/desk.ts';
import { everywhere } from '#web/i18n/en/everywhere.ts';
import { fulfillment } from '#web/i18n/en/fulfillment.ts';
import { inventory } from '#web/i18n/en/inventory.ts';
import { orders } from '#web/i18n/en/orders.ts';
import { problem } from '#web/i18n/en/problem.ts';
import { purchasing } from '#web/i18n/en/purchasing.ts';
import { records } from '#web/i18n/en/records.ts';
import { search } from '#web/i18n/en/search.ts';
import { settings } from '#web/i18n/en/settings.ts';

/** Every word of the screens in English, by capability. */
export const en = {
  ...everywhere,
  ...accounts,
  ...settings,
  ...customers,
  ...catalog,
  ...orders,
  ...backorders,
  ...communications,
  ...desk,
  ...fulfillment,
  ...purchasing,
  ...inventory,
  ...records,
  ...search,
  ...demo,
  problem,
} as const;
