import { connect } from './database.ts';
import { type Queries, queriesOf } from './transaction.ts';

/** Whether what is read comes from the replica, how far behind it is, and why it does not. */
export type ReplicaState = { isUsed: boolean; lagSeconds: number | null; why: string | null };

/** A replica of the database, for what only reads and may take long. */
export type Replica = {
  /** The same queries, asked of the replica; of the database itself where the replica does not answer. */
  before(database: Queries): Queries;
  state(): Promise<ReplicaState>;
  end(): Promise<void>;
};

/** So long what is known of a replica is believed. */
const BELIEVED_MILLISECONDS = 2_000;
const PATIENCE_MILLISECONDS = 2_000;
/** One that is further behind says too little of today. */
const MOST_LAG_SECONDS = 300;

/** The replica at this address. Reading never fails for want of it: who is away is asked again two seconds later. */
export function openReplica(connectionString: string): Replica {
  const pool = connect(
    { connectionString },
    { connections: 5, plans: 'by_value', connectMilliseconds: PATIENCE_MILLISECONDS },
  );
  const replica = queriesOf(pool);
  let known: { at: number; state: Promise<ReplicaState> } | null = null;
  const note = (state: Promise<ReplicaState>) => {
    known = { at: Date.now(), state };
    return state;
  };
  const state = () => (known && Date.now() - known.at < BELIEVED_MILLISECONDS ? known.state : note(look(replica)));
  const orElse = async <T>(ask: (of: Queries) => Promise<T>, database: Queries): Promise<T> => {
    if (!(await state()).isUsed) return ask(database);
    try {
      return await ask(replica);
    } catch (error) {
      // It went away, gave up a statement for what it had to replay, or is a migration behind.
      void note(Promise.resolve(away(error)));
      return ask(database);
    }
  };
  return {
    before: (database) => ({
      rows: (sql, values) => orElse((of) => of.rows(sql, values), database),
      row: (sql, values) => orElse((of) => of.row(sql, values), database),
      first: (sql, values) => orElse((of) => of.first(sql, values), database),
      built: (query) => orElse((of) => of.built(query), database),
    }),
    state,
    end: () => pool.end(),
  };
}

async function look(replica: Queries): Promise<ReplicaState> {
  try {
    const { isReplica, lag } = await replica.row<{ isReplica: boolean; lag: number | null }>(LAG);
    if (!isReplica) return { isUsed: false, lagSeconds: null, why: 'it is no replica' };
    const isUsed = lag === null || lag <= MOST_LAG_SECONDS;
    return { isUsed, lagSeconds: lag, why: isUsed ? null : 'it is too far behind' };
  } catch (error) {
    return away(error);
  }
}

function away(error: unknown): ReplicaState {
  return { isUsed: false, lagSeconds: null, why: (error as Error).message || 'it does not answer' };
}

// A replica that has all its primary sent is not behind, however long ago that was.
const LAG = `
  select pg_is_in_recovery() as "isReplica",
    case when not pg_is_in_recovery() then null
      when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() and exists (select from pg_stat_wal_receiver) then 0
      else round(extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp())::numeric, 1)::float8 end as lag`;
