import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type Action, mayDo, PERMISSIONS } from '#contract/permissions.ts';
import { orAlike } from '../platform/find-alike.ts';
import { listCursor, part } from '../platform/http/list-cursor.ts';
import { finds, phonePattern, readList } from '../platform/read-list.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type User = Answer<'getUser'>;
export type ApiKey = Answer<'revokeApiKey'>;
export type StoredSettings = Answer<'getSettings'>;
export type StoredCompany = Answer<'getCompany'>;

/** Who is calling, what they may do, and the company they do it in. */
export async function getMe(
  viewer: Viewer,
  _request: Request<'getMe'>,
  { company, today }: Reading,
): Promise<Answer<'getMe'>> {
  const { name, timeZone, currency, workingDays, isDemo } = company;
  const actions = (Object.keys(PERMISSIONS) as Action[]).filter((action) => mayDo(viewer, action));
  return {
    id: viewer.userId,
    name: viewer.name,
    role: viewer.role,
    actions,
    company: { name, timeZone, currency, workingDays, isDemo, today },
  };
}

const USER = `u.id, u.name, u.email, u.phone, u.role, u.active, u.created_at as "createdAt", u.version,
  coalesce((select json_agg(json_build_object('id', r.id::text, 'name', r.name) order by r.name, r.id) from routes r where r.driver_id = u.id), '[]') as routes`;

/** The people of the company by name, those who left among them. */
export function listUsers(
  viewer: Viewer,
  { query }: Request<'listUsers'>,
  { queries }: Reading,
): Promise<Answer<'listUsers'> | { refusal: Refusal }> {
  return orAlike({ viewer, queries, q: query.q, kinds: ['user'] }, (patterns) =>
    readList<User>(
      queries,
      listCursor('listUsers', part.text, part.id),
      query,
      `select ${USER}, lower(u.name) as "sortKey"
     from users u
     where ($1::text is null or (lower(u.name), u.id) > ($1, $2::bigint))
       and ($4::text is null or u.role = $4)
       and ($5::text[] is null or ${finds('u.search_text', '$5')} or u.phone_from_end like $6)
     order by lower(u.name), u.id limit $3`,
      [query.role ?? null, patterns, phonePattern(query.q)],
    ),
  );
}

/** One person, or `not_found`. */
export async function getUser(
  _viewer: Viewer,
  { params }: Request<'getUser'>,
  { queries }: Reading,
): Promise<User | { refusal: Refusal }> {
  return (await findUser(queries, params.id)) ?? refuse('not_found');
}

/** A person as answered. */
export function findUser(queries: Queries, id: string): Promise<User | null> {
  return queries.first<User>(`select ${USER} from users u where u.id = $1`, [id]);
}

export const API_KEY = `k.id, k.name, case when k.actions is null then k.role end as role, k.actions, k.created_at as "createdAt", k.created_by as "createdBy",
  k.expires_at as "expiresAt", k.revoked_at as "revokedAt"`;

/** API keys, newest first, the ended ones among them. */
export function listApiKeys(
  _viewer: Viewer,
  { query }: Request<'listApiKeys'>,
  { queries }: Reading,
): Promise<Answer<'listApiKeys'> | { refusal: Refusal }> {
  return readList<ApiKey>(
    queries,
    listCursor('listApiKeys', part.text, part.id),
    query,
    `select ${API_KEY}, '' as "sortKey"
     from api_keys k where ($1::text is null or k.id < $2::bigint)
     order by k.id desc limit $3`,
  );
}

/** The company, and who described it last. */
export function getCompany(
  _viewer: Viewer,
  _request: Request<'getCompany'>,
  { queries }: Reading,
): Promise<StoredCompany> {
  return findCompany(queries);
}

/** The company as answered; `lock` keeps others from changing it until the transaction ends. */
export function findCompany(queries: Queries, lock: '' | 'for no key update of c' = ''): Promise<StoredCompany> {
  return queries.row<StoredCompany>(
    `select c.name, c.time_zone as "timeZone", c.currency, c.working_days as "workingDays", c.demo as "isDemo",
       c.address, c.phone, c.email, c.color,
       exists (select from orders) as "isCurrencyFixed", e.at as "updatedAt", e.actor as "updatedBy", c.version
     from company c
     left join lateral (
       select at, actor from audit_events
       where record_type = 'company' and record_id is null order by id desc limit 1) e on true ${lock}`,
  );
}

/** The rules of the company, and who set them last. */
export function getSettings(
  _viewer: Viewer,
  _request: Request<'getSettings'>,
  { queries }: Reading,
): Promise<StoredSettings> {
  return readSettings(queries);
}

/** The rules as answered; `lock` keeps others from changing them until the transaction ends. */
export function readSettings(queries: Queries, lock: '' | 'for update' = ''): Promise<StoredSettings> {
  return queries.row<StoredSettings>(
    `select backorder_creation as "backorderCreation", allocation_mode as "allocationMode",
       allocation_policy as "allocationPolicy", default_ship_policy as "defaultShipPolicy", invoice_rule as "invoiceRule",
       reserve_ahead_days as "reserveAheadDays", handling_days as "handlingDays", reps_read_all as "repsReadAll",
       weekly_status_after_days as "weeklyStatusAfterDays", review_after_days as "reviewAfterDays",
       maximum_age_days as "maximumAgeDays", start_within_days as "startWithinDays", ship_within_days as "shipWithinDays",
       confirm_delivery_within_days as "confirmDeliveryWithinDays", customer_link_days as "customerLinkDays",
       consent_within_days as "consentWithinDays", price_guard as "priceGuard",
       updated_at as "updatedAt", updated_by as "updatedBy", version,
       (select coalesce(jsonb_object_agg(last.rule, jsonb_build_object('at', instant(last.at), 'by', last.actor)), '{}')
        from (select distinct on (rule) rule, e.at, e.actor
              from audit_events e, jsonb_object_keys(e.changes) rule
              where e.record_type = 'settings' order by rule, e.id desc) last) as since
     from settings ${lock}`,
  );
}
