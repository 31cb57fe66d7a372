import type { Role } from '#contract/permissions.ts';

export type DemoPerson = { name: string; email: string; role: Role };

/** The people of the demo company who can be tried out. They exist in a demo only, and so may have a password everybody knows. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: 'Ada Bell', email: 'admin@example.com', role: 'administrator' },
  { name: 'Max Ortiz', email: 'manager@example.com', role: 'manager' },
  { name: 'Rosa Lindt', email: 'rep@example.com', role: 'sales_rep' },
  { name: 'Walt Berg', email: 'warehouse@example.com', role: 'warehouse' },
  { name: 'Dana Fry', email: 'driver@example.com', role: 'driver' },
];
export const DEMO_PASSWORD = 'makegood demo';

/** Their colleagues, who have no password and so cannot sign in. */
export const DEMO_COLLEAGUES: readonly DemoPerson[] = [
  { name: 'Ben Okafor', email: 'ben.okafor@example.com', role: 'sales_rep' },
  { name: 'Clara Nowak', email: 'clara.nowak@example.com', role: 'sales_rep' },
  { name: 'Dev Patel', email: 'dev.patel@example.com', role: 'sales_rep' },
  { name: 'Elena Ruiz', email: 'elena.ruiz@example.com', role: 'sales_rep' },
  { name: 'Gil Marsh', email: 'gil.marsh@example.com', role: 'driver' },
  { name: 'Jon Sands', email: 'jon.sands@example.com', role: 'warehouse' },
];
