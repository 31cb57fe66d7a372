import type { FactLine, MessageFacts } from '#domain/messages/facts.ts';
import type { Language, MessageEvent } from '#domain/messages/words.ts';

const NEXT_VINTAGE = { item: 'Malbec Reserva · 2022, 750 ml', sku: 'MAL-22', baseUnit: 'bottle', unitsPerCase: 12 };

const MOVING: Partial<Record<MessageEvent, number>> = {
  cancelled: 15,
  delivered: 15,
  shipped: 15,
  credit_issued: 15,
  stock_arrived: 5,
};

/** A customer who does not exist, for a text that is looked at before a record was chosen. */
export function sampleFacts(event: MessageEvent, language: Language): MessageFacts {
  const line = sampleLine(event);
  const arrived = { ...line, waiting: 0, why: { why: 'set_aside' } as const };
  return {
    event,
    language,
    today: '2027-03-09',
    companyName: 'River Wines',
    currency: 'USD',
    customer: { name: 'Corner Shop', email: 'shop@example.com', receivesMessages: true },
    rep: { name: 'Ada Bell', phone: '555 0100', email: 'ada@example.com' },
    order: { number: 'SO-1001', orderedOn: '2027-02-20', requestedOn: '2027-03-15', isCancelled: false },
    backorder: {
      id: '1',
      number: 'BO-2001',
      createdOn: '2027-02-22',
      outstanding: 5,
      isReady: true,
      promisedOn: '2027-03-16',
    },
    lines: [event === 'stock_arrived' ? arrived : line],
    ...(['date_moved', 'delayed', 'rescheduled'].includes(event) ? { before: '2027-03-08' } : {}),
    reason: event === 'date_moved' ? 'The ship from Mendoza is late.' : null,
    shipment: {
      carrier: 'UPS',
      trackingNumber: '1Z 999',
      trackingUrl: 'https://www.ups.com/track?tracknum=1Z999',
      estimatedDeliveryOn: '2027-03-11',
      driver: null,
    },
    delivery: { deliveredOn: '2027-03-09', receivedBy: 'Sam' },
    cancellation: event === 'cancelled' ? { reason: 'unable_to_fulfill', reasonText: null } : null,
    substitution: event.startsWith('substitute')
      ? {
          ordered: line,
          quantity: 5,
          isOpen: event === 'substitute_proposed',
          note: 'The same house, one year younger.',
          offers: [{ ...NEXT_VINTAGE, price: '11.90' }],
          accepted:
            event === 'substitute_confirmed'
              ? { ...NEXT_VINTAGE, price: '11.90', quantity: 3, orderNumber: 'SO-1042' }
              : null,
        }
      : null,
    credit:
      event === 'credit_issued' ? { number: 'CN-1007', amount: '178.50', freight: '0.00', isRefund: false } : null,
    alternatives: [{ item: 'Malbec Reserva · 2022, 750 ml', sku: 'MAL-22' }],
  };
}

function sampleLine(event: MessageEvent): FactLine {
  return {
    orderLineId: '1',
    backorderId: '1',
    item: 'Malbec Reserva · 2021, 750 ml',
    sku: 'MAL-21',
    baseUnit: 'bottle',
    unitsPerCase: 12,
    isWrittenAbout: true,
    ordered: 20,
    waiting: 5,
    toCome: 5,
    moved: MOVING[event] ?? 0,
    expected:
      event === 'date_moved'
        ? { on: '2027-03-16', isPromise: true }
        : { on: '2027-03-16', isPromise: false, likely: { from: '2027-03-15', to: '2027-03-22' } },
    why: event === 'delayed' ? { why: 'late_supply', on: '2027-03-05' } : { why: 'arrives', on: '2027-03-12' },
  };
}
