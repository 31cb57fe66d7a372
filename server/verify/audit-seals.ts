/** Everything an audit event says, as one text that does not depend on the settings of the session. */
const EVENT_TEXT = `jsonb_build_array(e.id, e.transaction_id::text, (extract(epoch from e.at) * 1000000)::bigint, e.actor, e.action,
  e.record_type, e.record_id, e.order_id, e.changes, e.request_id)::text`;

/**
 * The SHA-256 over the previous seal's hash and the events of this one, in the order (transaction, id). `events` is the
 * aggregate's input, named `e`; `previousHash` is null for the first seal.
 */
export const sealHash = (previousHash: string) => `sha256(coalesce(${previousHash}, ''::bytea)
  || convert_to(string_agg(${EVENT_TEXT}, e'\\n' order by e.transaction_id, e.id), 'UTF8'))`;

/** Recomputes every seal: a sealed event that was changed, removed or slipped in later shows on its seal. */
export const SEALS_SQL = `
  with sealed as (
    select s.*, lag(last_transaction_id, 1, '0'::xid8) over chain as first_transaction_id, lag(hash) over chain as hash_before
    from audit_seals s window chain as (order by id)
  ), recomputed as (
    select s.id, s.hash, s.events, s.previous_hash, s.hash_before, count(e.id) as events_found,
      ${sealHash('s.previous_hash')} as hash_found
    from sealed s
    left join audit_events e on e.transaction_id > s.first_transaction_id and e.transaction_id <= s.last_transaction_id
    group by s.id, s.hash, s.events, s.previous_hash, s.hash_before
  )
  select 'audit seal ' || id as record, format('%s events, hash %s', events, encode(hash, 'hex')) as expected,
    format('%s events, hash %s', events_found, coalesce(encode(hash_found, 'hex'), 'none')) as found
  from recomputed
  where events <> events_found or hash_found is distinct from hash or previous_hash is distinct from hash_before`;
