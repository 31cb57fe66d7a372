/** The folders of the server in the one order in which they may know each other: each imports only from its left. */
export const CAPABILITIES = [
  'platform',
  'accounts',
  'ledger',
  'allocation',
  'records',
  'catalog',
  'customers',
  'deals',
  'reviews',
  'search',
  'inventory',
  'purchasing',
  'cancellations',
  'holds',
  'follow-ups',
  'orders',
  'backorders',
  'substitutions',
  'fulfillment',
  'paper',
  'communications',
  'exceptions',
  'notifications',
  'customer-links',
  'messages',
  'customer-page',
  'verify',
  'jobs',
  'events',
  'home',
  'reads',
  'demo',
  'processes',
] as const;

/** A folder of the server. */
export type Capability = (typeof CAPABILITIES)[number];

/**
 * What joins capabilities for one screen. Although it stands right of them, the `handlers.ts` of any capability imports it, and
 * no other file left of it does.
 */
export const READS = 'reads' satisfies Capability;

/** Who writes a table. */
export type Ownership = {
  /** Inserts and deletes its rows and updates every column not named below. */
  owner: Capability;
  /** Columns that another folder alone updates. */
  columns?: Readonly<Record<string, Capability>>;
  /** Another folder that writes it as well, and why. */
  also?: Partial<Record<Capability, string>>;
};

/**
 * Each table with the folder that writes it. The ledger owns every quantity and every sum. `demo` founds and removes a whole
 * company and is not counted; `version`, which any change of a record raises, belongs to all writers of its table.
 */
export const TABLE_OWNERS: Readonly<Record<string, Ownership>> = {
  allocation_decisions: { owner: 'ledger' },
  allocation_runs: { owner: 'ledger' },
  allocations: { owner: 'ledger' },
  api_keys: { owner: 'accounts' },
  audit_events: { owner: 'platform' },
  audit_sealing: { owner: 'jobs' },
  audit_seals: { owner: 'jobs' },
  backorder_line_outlooks: { owner: 'allocation' },
  backorder_lines: { owner: 'ledger' },
  backorder_outlooks: { owner: 'allocation' },
  backorder_priorities: { owner: 'backorders' },
  backorder_promises: { owner: 'backorders' },
  backorder_reviews: { owner: 'reviews' },
  backorders: { owner: 'ledger', columns: { promised_on: 'backorders', reviewed_at: 'reviews' } },
  bins: { owner: 'inventory' },
  cancellation_lines: { owner: 'ledger' },
  cancellations: { owner: 'ledger' },
  communications: { owner: 'communications' },
  company: { owner: 'accounts', also: { platform: 'the first row, when the database is made' } },
  count_requests: { owner: 'fulfillment', columns: { closed_at: 'inventory' } },
  customer_addresses: { owner: 'customers' },
  customer_answers: { owner: 'customer-page' },
  customer_links: { owner: 'customer-links', columns: { last_used_at: 'customer-page' } },
  customers: { owner: 'customers', columns: { contact_preference: 'communications' } },
  credit_note_lines: { owner: 'ledger' },
  credit_notes: { owner: 'ledger' },
  deals: { owner: 'deals' },
  deliveries: { owner: 'fulfillment' },
  demand_entries: { owner: 'ledger' },
  demo_loads: { owner: 'demo' },
  double_demands: { owner: 'orders' },
  exceptions: {
    owner: 'exceptions',
    also: { inventory: 'opens what a count could not post', jobs: 'keeps the one about the books' },
  },
  follow_ups: { owner: 'follow-ups', also: { customers: 'hands open ones over with their customer' } },
  fulfillment_line_allocations: { owner: 'fulfillment' },
  fulfillment_lines: { owner: 'fulfillment', columns: { put_back: 'ledger' } },
  fulfillments: { owner: 'fulfillment', also: { ledger: 'voids what a cancellation left empty' } },
  holds: { owner: 'holds' },
  idempotency_keys: { owner: 'platform', also: { jobs: 'deletes old ones' } },
  invoice_lines: { owner: 'fulfillment' },
  invoices: { owner: 'fulfillment' },
  mail_server: { owner: 'messages' },
  message_backorders: { owner: 'messages' },
  message_rules: { owner: 'messages' },
  message_templates: { owner: 'messages' },
  messages: { owner: 'messages' },
  notes: { owner: 'communications' },
  notification_backorders: { owner: 'notifications' },
  notification_reads: { owner: 'notifications' },
  notifications: { owner: 'notifications' },
  order_lines: {
    owner: 'orders',
    columns: {
      filled: 'ledger',
      backordered: 'ledger',
      cancelled: 'ledger',
      delivered: 'ledger',
      returned: 'ledger',
      taken_back: 'ledger',
    },
  },
  orders: {
    owner: 'orders',
    columns: {
      confirmed_at: 'ledger',
      shipped: 'ledger',
      delivered: 'ledger',
      cancelled: 'ledger',
      backordered: 'ledger',
      taken_back: 'ledger',
    },
    also: { ledger: 'what is ordered, once it is confirmed' },
  },
  outbox: {
    owner: 'platform',
    also: { notifications: 'in the statement that makes a notification', jobs: 'the relay takes out what it sent' },
  },
  password_resets: { owner: 'accounts' },
  pins: { owner: 'purchasing', columns: { served: 'ledger', queue_line_id: 'ledger' } },
  prints: { owner: 'paper' },
  products: { owner: 'catalog' },
  purchase_order_lines: { owner: 'purchasing' },
  purchase_orders: { owner: 'purchasing' },
  put_back_tasks: { owner: 'ledger', columns: { done_at: 'inventory', done_by: 'inventory' } },
  queue_lines: { owner: 'ledger' },
  refused_acts: { owner: 'accounts' },
  reading_marks: {
    owner: 'notifications',
    also: { home: 'its own column of the row, which it makes when there is none' },
  },
  readiness: { owner: 'platform' },
  receipt_lines: { owner: 'purchasing' },
  receipt_reversals: { owner: 'purchasing' },
  receipts: { owner: 'purchasing' },
  reopenings: { owner: 'fulfillment' },
  return_dispositions: { owner: 'fulfillment' },
  return_lines: { owner: 'fulfillment' },
  returns: { owner: 'fulfillment' },
  saved_views: { owner: 'search' },
  settings: { owner: 'accounts', also: { platform: 'the first row, when the database is made' } },
  shipments: { owner: 'fulfillment' },
  short_picks: { owner: 'fulfillment' },
  sign_in_attempts: { owner: 'accounts' },
  stock_adjustment_reversals: { owner: 'inventory' },
  stock_adjustments: { owner: 'inventory' },
  stock_levels: { owner: 'ledger', columns: { last_counted_at: 'inventory', missing: 'inventory' } },
  stock_movements: { owner: 'ledger' },
  substitution_acceptances: { owner: 'substitutions' },
  substitution_offers: { owner: 'substitutions' },
  substitutions: { owner: 'substitutions' },
  suppliers: { owner: 'catalog' },
  supply_date_changes: { owner: 'purchasing' },
  told_dates: { owner: 'backorders' },
  told_supply_dates: { owner: 'notifications' },
  undelivered_units: { owner: 'fulfillment' },
  users: { owner: 'accounts' },
  variants: { owner: 'catalog' },
  verifications: { owner: 'verify' },
  warehouses: { owner: 'catalog' },
};
