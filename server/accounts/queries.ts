import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { type Action, mayDo, PERMISSIONS } from '#contract/permissions.ts';
import { readList } from '../platform/read-list.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';

export type User = Answer<'getUser'>;
export type ApiKey = Answer<'revokeApiKey'>;
export type StoredSettings = Answer<'getSettings'>;

/** Who is calling, what they may do, and the company they do it in. */
export async function getMe(
  viewer: Viewer,
  _request: Request<'getMe'>,
  { company, today }: Reading,
): Promise<Answer<'getMe'>> {
  const { name, timeZone, currency, isDemo } = company;
  const actions = (Object.keys(PERMISSIONS) as Action[]).filter((action) => mayDo(viewer.role, action));
  return {
    id: viewer.userId,
    name: viewer.name,
    role: viewer.role,
    actions,
    company: { name, timeZone, currency, isDemo, today },
  };
}

const USER = `u.id, u.name, u.email, u.phone, u.role, u.active, u.created_at as "createdAt", u.version`;

/** The people of the company by name, those who left among them. */
export function listUsers(
  _viewer: Viewer,
  { query }: Request<'listUsers'>,
  { queries }: Reading,
): Promise<Answer<'listUsers'> | { refusal: Refusal }> {
  return readList<User>(
    queries,
    query,
    `select ${USER}, lower(u.name) as "sortKey"
     from users u
     where ($1::text is null or (lower(u.name), u.id) > ($1, $2::bigint))
       and ($4::text is null or u.role = $4)
     order by lower(u.name), u.id limit $3`,
    [query.role ?? null],
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

export const API_KEY = `k.id, k.name, k.role, k.created_at as "createdAt", k.created_by as "createdBy",
  k.expires_at as "expiresAt", k.revoked_at as "revokedAt"`;

/** API keys, newest first, the ended ones among them. */
export function listApiKeys(
  _viewer: Viewer,
  { query }: Request<'listApiKeys'>,
  { queries }: Reading,
): Promise<Answer<'listApiKeys'> | { refusal: Refusal }> {
  return readList<ApiKey>(
    queries,
    query,
    `select ${API_KEY}, '' as "sortKey"
     from api_keys k where ($1::text is null or k.id < $2::bigint)
     order by k.id desc limit $3`,
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
       confirm_delivery_within_days as "confirmDeliveryWithinDays",
       updated_at as "updatedAt", updated_by as "updatedBy", version
     from settings ${lock}`,
  );
}
