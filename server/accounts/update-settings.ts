import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { changesOf, type Editable, withChanges, writeRecord } from '../platform/edit-record.ts';
import { endStreams } from '../platform/end-streams.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readSettings, type StoredSettings } from './queries.ts';

const SETTINGS: Editable<StoredSettings> = {
  recordType: 'settings',
  table: 'settings',
  columns: {
    backorderCreation: 'backorder_creation',
    allocationMode: 'allocation_mode',
    allocationPolicy: 'allocation_policy',
    defaultShipPolicy: 'default_ship_policy',
    invoiceRule: 'invoice_rule',
    reserveAheadDays: 'reserve_ahead_days',
    handlingDays: 'handling_days',
    repsReadAll: 'reps_read_all',
    weeklyStatusAfterDays: 'weekly_status_after_days',
    reviewAfterDays: 'review_after_days',
    maximumAgeDays: 'maximum_age_days',
    startWithinDays: 'start_within_days',
    shipWithinDays: 'ship_within_days',
    confirmDeliveryWithinDays: 'confirm_delivery_within_days',
    customerLinkDays: 'customer_link_days',
    consentWithinDays: 'consent_within_days',
    priceGuard: 'price_guard',
    updatedAt: 'updated_at',
    updatedBy: 'updated_by',
  },
};

/**
 * Changes the rules of the company, from the next request on; nothing already allocated is taken back. Another allocation
 * policy is a new version of it, which later runs name. Refused with `changed_meanwhile`.
 */
export async function updateSettings(
  viewer: Viewer,
  { body }: Request<'updateSettings'>,
  work: Work,
): Promise<StoredSettings | { refusal: Refusal }> {
  const before = await readSettings(work.tx, 'for update');
  work.saw({ type: 'settings', id: null, version: before.version });

  const changes = changesOf(before, body);
  if (!changes) return before;
  const made = { at: work.now, by: viewer.actor };
  const after = {
    ...withChanges(before, changes),
    updatedAt: work.now,
    updatedBy: viewer.actor,
    since: { ...before.since, ...Object.fromEntries(Object.keys(changes).map((rule) => [rule, made])) },
    version: before.version + 1,
  };
  await writeRecord(work.tx, SETTINGS, after);
  if (changes.allocationPolicy) await work.tx.rows('update settings set policy_version = policy_version + 1');
  if (changes.repsReadAll) await endStreams(work.tx, { role: 'sales_rep' });
  work.tell('settings_changed', {});
  work.audit({ action: 'settings.update', recordType: 'settings', recordId: null, changes });
  return after;
}
