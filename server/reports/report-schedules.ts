import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { mayDo, type Role } from '#contract/permissions.ts';
import { alreadyExists, type Editable, editRecord, fromNothing } from '../platform/edit-record.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading, Work } from '../platform/work.ts';
import { type Page, readById } from '../records/read-by-id.ts';
import { scheduledQuery } from './scheduled-report.ts';

type Schedule = Answer<'createReportSchedule'>;

/** The reports that go out by e-mail, in the order they were made. */
export function listReportSchedules(
  _viewer: Viewer,
  { query }: Request<'listReportSchedules'>,
  { queries }: Reading,
): Promise<Page<Schedule>> {
  return readById(
    queries,
    'listReportSchedules',
    query,
    `${SELECT} where ($1::bigint is null or s.id > $1) order by s.id limit $2`,
  );
}

/**
 * Sends a report to people from now on. Refused with `invalid_request` where the report is not put together so, then
 * `unknown_reference` for somebody who does not work here or reads no reports, then `already_exists` for the name.
 */
export async function createReportSchedule(
  viewer: Viewer,
  { body }: Request<'createReportSchedule'>,
  work: Work,
): Promise<Schedule | { refusal: Refusal }> {
  const mistake = await findMistake(work.tx, body);
  if (mistake) return mistake;
  const created = await work.tx.first<{ id: string }>(INSERT, [
    body.name,
    body.report,
    body.groupBy,
    JSON.stringify(body.filters),
    body.every,
    body.weekday,
    body.hour,
    body.format,
    body.recipientIds,
    body.active,
    work.now,
    viewer.actor,
  ]);
  if (!created) return alreadyExists('#/name', body.name);
  work.audit({
    action: 'report_schedule.create',
    recordType: 'report_schedule',
    recordId: created.id,
    changes: fromNothing(body),
  });
  return (await findSchedule(work.tx, created.id)) as Schedule;
}

/**
 * Changes what is sent, when or to whom. Refused with `not_found`, `invalid_request` and `unknown_reference` as when it is made, then
 * `changed_meanwhile`, then `already_exists` for the name.
 */
export async function updateReportSchedule(
  _viewer: Viewer,
  { params, body }: Request<'updateReportSchedule'>,
  work: Work,
): Promise<Schedule | { refusal: Refusal }> {
  const before = await findSchedule(work.tx, params.id, 'for update of s');
  if (!before) return refuse('not_found');
  const wanted = body as Partial<Schedule>;
  const mistake = await findMistake(work.tx, { ...before, ...wanted });
  if (mistake) return mistake;
  const edited = await editRecord(work, SCHEDULE, before, wanted);
  return 'refusal' in edited ? edited : ((await findSchedule(work.tx, params.id)) as Schedule);
}

/** Sends a report no more; what was kept of its mails goes with it. Refused with `not_found`, then `changed_meanwhile`. */
export async function deleteReportSchedule(
  _viewer: Viewer,
  { params }: Request<'deleteReportSchedule'>,
  work: Work,
): Promise<Answer<'deleteReportSchedule'> | { refusal: Refusal }> {
  const gone = await work.tx.first<{ id: string; name: string; version: number }>(
    'delete from report_schedules where id = $1 returning id, name, version',
    [params.id],
  );
  if (!gone) return refuse('not_found');
  work.saw({ type: 'report_schedule', id: gone.id, version: gone.version });
  work.audit({
    action: 'report_schedule.delete',
    recordType: 'report_schedule',
    recordId: gone.id,
    changes: { name: { from: gone.name, to: null } },
  });
  return { id: gone.id };
}

const SCHEDULE: Editable<Schedule> = {
  recordType: 'report_schedule',
  table: 'report_schedules',
  columns: {
    name: 'name',
    report: 'report',
    groupBy: 'group_by',
    filters: 'filters',
    every: 'every',
    weekday: 'weekday',
    hour: 'hour',
    format: 'format',
    recipientIds: 'recipient_ids',
    active: 'active',
  },
  written: { filters: (value) => JSON.stringify(value) },
  unique: 'name',
};

async function findMistake(
  queries: Queries,
  schedule: Pick<Schedule, 'report' | 'groupBy' | 'recipientIds'> & { filters: Record<string, string | undefined> },
): Promise<{ refusal: Refusal } | null> {
  const filters = schedule.filters as Record<string, string>;
  if (!scheduledQuery({ ...schedule, filters }))
    return refuse('invalid_request', {
      errors: [{ pointer: '#/groupBy', detail: `is not how ${schedule.report} is put together` }],
    });
  const here = await queries.rows<{ id: string; role: Role }>(
    'select id, role from users where active and id = any ($1::bigint[])',
    [schedule.recipientIds],
  );
  const readers = here.filter((person) => mayDo(person, 'read'));
  const index = schedule.recipientIds.findIndex((id) => !readers.some((one) => one.id === id));
  if (index === -1) return null;
  const isHere = here.some(({ id }) => id === schedule.recipientIds[index]);
  const detail = isHere ? 'is somebody who reads no reports' : 'is nobody who works here';
  return refuse('unknown_reference', { errors: [{ pointer: `#/recipientIds/${index}`, detail }] });
}

const INSERT = `
  insert into report_schedules (name, report, group_by, filters, every, weekday, hour, format, recipient_ids, active, created_at, created_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (lower(name)) do nothing returning id`;

const SELECT = `
  select s.id, s.name, s.report, s.group_by as "groupBy", s.filters, s.every, s.weekday, s.hour, s.format,
    array(select id::text from unnest(s.recipient_ids) with ordinality r(id, n) order by n) as "recipientIds", s.active,
    (select json_agg(json_build_object('id', u.id::text, 'name', u.name, 'active', u.active) order by u.name, u.id)
      from users u where u.id = any (s.recipient_ids)) as recipients,
    (select coalesce(json_agg(json_build_object('userId', m.user_id::text, 'name', u.name, 'day', m.day, 'status', m.status, 'reason', m.reason)
      order by u.name, u.id), '[]') from report_mails m join users u on u.id = m.user_id
      where m.schedule_id = s.id and m.day = (select max(day) from report_mails of where of.schedule_id = s.id)) as "lastMails",
    s.created_by as "createdBy", s.version
  from report_schedules s`;

function findSchedule(queries: Queries, id: string, lock = ''): Promise<Schedule | null> {
  return queries.first<Schedule>(`${SELECT} where s.id = $1 ${lock}`, [id]);
}
