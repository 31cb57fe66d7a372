import pg from 'pg';

/** So long after its machine is gone the server notices that nobody holds a connection any more. */
const NOTICE_DEATH = '-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3';

/**
 * A connection that is held for its locks, not opened yet: they end with the process, however that ends. It gives up soon when
 * the server does not answer.
 */
export function heldConnection(connectionString: string, applicationName: string): pg.Client {
  return new pg.Client({
    connectionString,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
    options: NOTICE_DEATH,
  });
}
