import { type Refusal, refuse } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { type Editable, editRecord } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findCompany, type StoredCompany } from './queries.ts';

const COMPANY: Editable<StoredCompany> = {
  recordType: 'company',
  table: 'company',
  columns: {
    name: 'name',
    timeZone: 'time_zone',
    currency: 'currency',
    workingDays: 'working_days',
    address: 'address',
    phone: 'phone',
    email: 'email',
    color: 'color',
  },
};

/**
 * Describes the company, from the next request on: dates already written stay as they are. Refused with
 * `invalid_request` for a time zone that the database does not know, then `currency_in_use`, then `changed_meanwhile`.
 */
export async function updateCompany(
  viewer: Viewer,
  { body }: Request<'updateCompany'>,
  work: Work,
): Promise<StoredCompany | { refusal: Refusal }> {
  const before = await findCompany(work.tx, 'for no key update of c');
  if (body.timeZone !== undefined && !(await knowsTimeZone(work, body.timeZone)))
    return refuse('invalid_request', { errors: [{ pointer: '#/timeZone', detail: 'is not a time zone' }] });
  const changesCurrency = body.currency !== undefined && body.currency !== before.currency;
  if (changesCurrency && before.isCurrencyFixed) return refuse('currency_in_use');

  const after = await editRecord(work, COMPANY, before, body);
  if ('refusal' in after || after === before) return after;
  return { ...after, updatedAt: work.now, updatedBy: viewer.actor };
}

async function knowsTimeZone({ tx }: Work, name: string): Promise<boolean> {
  return (await tx.first('select from pg_timezone_names where name = $1', [name])) !== null;
}
