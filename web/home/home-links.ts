import { linkOptions } from '@tanstack/react-router';
import type { ExceptionKind } from '#web/exceptions/exceptions-address.ts';

/** Where each number of a representative's day leads: to a list of exactly what it counts, theirs alone. */
export const myLinks = (salesRepId: string) => ({
  open: linkOptions({ to: '/orders/backorders', search: { tab: 'mine' } }),
  ready: linkOptions({ to: '/orders/backorders', search: { tab: 'ready', salesRepId } }),
  atRisk: linkOptions({ to: '/exceptions', search: { kind: 'promise_passed', whose: 'mine' } }),
  notReviewed: linkOptions({ to: '/review', search: { whose: 'mine' } }),
  overdue: linkOptions({ to: '/follow-ups', search: { whose: 'mine', due: 'overdue' } }),
  today: linkOptions({ to: '/follow-ups', search: { whose: 'mine', due: 'today' } }),
});

/** Where each number of the warehouse's day leads. */
export const warehouseLinks = {
  ready: linkOptions({ to: '/orders/backorders', search: { tab: 'ready' } }),
  toPick: linkOptions({ to: '/fulfill', search: { kind: 'order' } }),
  toShip: linkOptions({ to: '/fulfill', search: { tab: 'picked' } }),
  toCount: linkOptions({ to: '/stock', search: { show: 'to_count' } }),
  dueReceipts: linkOptions({ to: '/receiving' }),
};

/** Where each number of the company leads. */
export const companyLinks = {
  open: linkOptions({ to: '/orders/backorders', search: {} }),
  atRisk: linkOptions({ to: '/orders/backorders', search: { isAtRisk: 'true' } }),
  readyNotShipped: linkOptions({ to: '/orders/backorders', search: { tab: 'ready' } }),
  attention: (kind: ExceptionKind) => linkOptions({ to: '/exceptions', search: { kind, whose: 'all' } }),
};
