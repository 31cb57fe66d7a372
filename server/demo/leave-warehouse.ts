import { addDays, type CalendarDate } from '#domain/time/calendar.ts';
import type { DemoCompany } from './demo-company.ts';

const RECEIVERS = ['Front counter', 'Receiving', 'Store manager', 'Night manager'];

export type Departure = {
  shipment?: { carrier: string | null; trackingNumber: string | null; estimatedDeliveryOn: CalendarDate };
  delivery?: { receivedBy: string };
  /** Still in the house, and packed already. */
  isPacked: boolean;
};

/**
 * How far picked goods came: mostly delivered on the same day by our own truck. Of the last days some are still on the
 * road, of today some still in the house, and now and then nobody confirmed the delivery.
 */
export function departure(demo: DemoCompany, day: CalendarDate, subject: string): Departure {
  const { chances, calendar } = demo;
  const daysLeft = calendar.daysLeft(day);
  const chance = chances.fraction('departure', subject, day);
  if (daysLeft <= 1 && chance < (daysLeft === 0 ? 0.5 : 0.12))
    return { isPacked: chance < 0.06 || (chance > 0.3 && chance < 0.45) };
  const isParcel = chances.fraction('parcel', subject, day) < 0.15;
  const shipment = {
    carrier: isParcel ? 'UPS' : null,
    trackingNumber: isParcel
      ? `1Z${chances.wholeBetween({ lowest: 10 ** 8, highest: 10 ** 9 - 1 }, 'tracking', subject, day)}`
      : null,
    estimatedDeliveryOn: addDays(day, isParcel ? 2 : 0),
  };
  const undelivered = daysLeft === 0 ? 0.85 : daysLeft <= 2 ? 0.5 : daysLeft <= 5 ? 0.12 : 0.008;
  if (chances.fraction('undelivered', subject, day) < undelivered) return { shipment, isPacked: false };
  const receivedBy = RECEIVERS[chances.wholeBetween({ lowest: 0, highest: 3 }, 'receiver', subject, day)] as string;
  return { shipment, delivery: { receivedBy }, isPacked: false };
}

const SHORT_SHARE = 0.022;

/** How many of the allocated units the picker finds: now and then fewer than the records say. */
export function findOnShelf(demo: DemoCompany, reserved: number, subject: readonly string[]): number {
  if (reserved === 0 || demo.chances.fraction('short', ...subject) >= SHORT_SHARE) return reserved;
  return reserved - demo.chances.wholeBetween({ lowest: 1, highest: reserved }, 'missing', ...subject);
}
