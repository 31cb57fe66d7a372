import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { changesOf, refuseStale, withChanges } from '../platform/edit-record.ts';
import { endStreams } from '../platform/end-streams.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readSettings, type StoredSettings } from './queries.ts';

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
  const stale = await refuseStale(work, { type: 'settings', id: null, version: before.version });
  if (stale) return stale;

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

  await work.tx.rows(
    `update settings set backorder_creation = $1, allocation_mode = $2, allocation_policy = $3,
       policy_version = policy_version + $4, default_ship_policy = $5, invoice_rule = $6, reserve_ahead_days = $7,
       handling_days = $8, reps_read_all = $9, updated_at = $10, updated_by = $11, version = $12, weekly_status_after_days = $13,
       review_after_days = $14, maximum_age_days = $15, start_within_days = $16, ship_within_days = $17,
       confirm_delivery_within_days = $18`,
    [
      after.backorderCreation,
      after.allocationMode,
      after.allocationPolicy,
      changes.allocationPolicy ? 1 : 0,
      after.defaultShipPolicy,
      after.invoiceRule,
      after.reserveAheadDays,
      after.handlingDays,
      after.repsReadAll,
      after.updatedAt,
      after.updatedBy,
      after.version,
      after.weeklyStatusAfterDays,
      after.reviewAfterDays,
      after.maximumAgeDays,
      after.startWithinDays,
      after.shipWithinDays,
      after.confirmDeliveryWithinDays,
    ],
  );
  if (changes.repsReadAll) await endStreams(work.tx, { role: 'sales_rep' });
  work.tell('settings_changed', {});
  work.audit({ action: 'settings.update', recordType: 'settings', recordId: null, changes });
  return after;
}
