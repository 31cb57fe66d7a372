/**
 * Settings for a machine with two cores that the server shares with the app. They are passed on the command line, so a
 * later version of the app changes them without touching a file in the data folder. `fsync` is deliberately absent: it
 * is on by default.
 */
export const serverSettings: Record<string, string> = {
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '1',
  // Compiling a query pays only for long reports and adds a pause to the short ones that make up the day.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
};
