/** Every role. */
export const ROLES = ['sales_rep', 'warehouse', 'driver', 'manager', 'administrator', 'read_only'] as const;
/** A role; a person or an API key has one. */
export type Role = (typeof ROLES)[number];

/**
 * Who may do what. Beside this table stands one rule about whose records: a sales representative changes only records
 * of their own customers, and with the narrowing setting reads only those.
 */
export const PERMISSIONS = {
  read: ['sales_rep', 'warehouse', 'manager', 'administrator', 'read_only'],
  'customers.write': ['sales_rep', 'manager', 'administrator'],
  /** A tier moves everybody's place in the queue. */
  'customers.rank': ['manager', 'administrator'],
  'catalog.write': ['manager', 'administrator'],
  'orders.write': ['sales_rep', 'manager', 'administrator'],
  'backorders.write': ['sales_rep', 'manager', 'administrator'],
  'fulfillment.write': ['warehouse', 'manager', 'administrator'],
  /** What was not received, and what came back: whoever the customer tells. */
  'deliveries.settle': ['sales_rep', 'warehouse', 'manager', 'administrator'],
  /** What a driver does: reads and confirms the deliveries of the routes they drive, and nothing else. */
  'deliveries.bring': ['driver'],
  'stock.write': ['warehouse', 'manager', 'administrator'],
  'purchasing.write': ['manager', 'administrator'],
  'receiving.write': ['warehouse', 'manager', 'administrator'],
  'allocation.write': ['manager', 'administrator'],
  /** What becomes of invoices in the company's accounting. */
  'invoices.write': ['manager', 'administrator'],
  'settings.write': ['administrator'],
  'people.write': ['administrator'],
  'refusals.read': ['administrator'],
  'audit.read': ['manager', 'administrator'],
  /** What people are sent by e-mail, and whom. */
  'reports.send': ['manager', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;

/** What may be permitted; each route names one. */
export type Action = keyof typeof PERMISSIONS;

/**
 * What a key may be given action by action. Who makes keys and people, sets rules or reads what was refused is a person, or a
 * program in a role that may.
 */
export const KEY_ACTIONS = [
  'read',
  'customers.write',
  'customers.rank',
  'catalog.write',
  'orders.write',
  'backorders.write',
  'fulfillment.write',
  'deliveries.settle',
  'stock.write',
  'purchasing.write',
  'receiving.write',
  'allocation.write',
  'invoices.write',
] as const satisfies readonly Action[];
/** An action a key may be given. */
export type KeyAction = (typeof KEY_ACTIONS)[number];

/** Whether somebody may call an operation, for its action or for the other one that will do. */
export function mayCall(
  caller: { role: Role; actions?: readonly Action[] | null },
  { action, also }: { action: Action; also?: Action },
): boolean {
  return mayDo(caller, action) || (also !== undefined && mayDo(caller, also));
}

/** Whether somebody may do an action: what a key was given alone, or else what the role allows. */
export function mayDo({ role, actions }: { role: Role; actions?: readonly Action[] | null }, action: Action): boolean {
  return actions ? actions.includes(action) : (PERMISSIONS[action] as readonly Role[]).includes(role);
}
