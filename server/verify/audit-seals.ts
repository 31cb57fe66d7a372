/** Everything an audit event says, as one text that does not depend on the settings of the session. */
const EVENT_TEXT = `jsonb_build_array(e.id, e.transaction_id::text, (extract(epoch from e.at) * 1000000)::bigint, e.actor, e.action,
  e.record_type, e.record_id, e.order_id, e.changes, e.request_id)::text`;

/**
 * The SHA-256 over the hash of the seal before and the events `e` of the seal `s`: in the order of their ids, and of seals
 * that went by transactions in the order (transaction, id).
 */
export const SEAL_HASH = `sha256(coalesce(s.hash_before, ''::bytea) || convert_to(string_agg(${EVENT_TEXT}, e'\\n'
  order by case when s.last_transaction_id is not null then e.transaction_id end, e.id), 'UTF8'))`;

const LEAST = `'-9223372036854775808'::bigint`;

/**
 * The events `e` of the seal `s`, of which it must be known what the seal before it covers. The first seal that goes by
 * ids also takes what the ones by transactions left among theirs. Each part is read by an index.
 */
export const EVENTS_OF_SEAL = `lateral (
    select * from audit_events
    where s.last_transaction_id is null and id > coalesce(s.after_event_id, ${LEAST}) and id <= s.last_event_id
    union all
    select * from audit_events
    where s.last_transaction_id is null and transaction_id > s.after_transaction_id and id <= s.after_event_id
    union all
    select * from audit_events
    where transaction_id > coalesce(s.after_transaction_id, '0') and transaction_id <= s.last_transaction_id
      and id <= s.last_event_id
  ) e`;

/** Recomputes every seal: a sealed event that was changed, removed or slipped in later shows on its seal. */
export const SEALS_SQL = `
  with sealed as (
    select s.*, lag(last_event_id) over chain as after_event_id, lag(last_transaction_id) over chain as after_transaction_id,
      lag(hash) over chain as hash_before
    from audit_seals s window chain as (order by id)
  ), recomputed as (
    select s.id, s.hash, s.events, s.previous_hash, s.hash_before, count(e.id) as events_found, ${SEAL_HASH} as hash_found
    from sealed s
    left join ${EVENTS_OF_SEAL} on true
    group by s.id, s.hash, s.events, s.previous_hash, s.hash_before, s.last_transaction_id
  )
  select 'audit seal ' || id as record, format('%s events, hash %s', events, encode(hash, 'hex')) as expected,
    format('%s events, hash %s', events_found, coalesce(encode(hash_found, 'hex'), 'none')) as found
  from recomputed
  where events <> events_found or hash_found is distinct from hash or previous_hash is distinct from hash_before`;
