import { Link } from '@tanstack/react-router';
import type { Order } from '#contract/orders/order.ts';
import { t } from '#web/i18n/words.ts';
import { Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';

/** What is sent in place of items of an order, and what the order itself is sent in place of. */
export function SubstitutesOfOrder({ order }: { order: Order }) {
  const { substitutes, standsInFor } = order;
  if (substitutes.length === 0 && !standsInFor) return null;
  return (
    <Section title={t('substitute.title')}>
      {standsInFor && (
        <p>
          {t('substitute.standsIn', {
            amount: amountText(standsInFor.quantity, standsInFor.ordered.unitsPerCase),
            name: standsInFor.ordered.itemName,
          })}{' '}
          <Link to="/backorders/$id" params={{ id: standsInFor.backorderId }}>
            {standsInFor.backorderNumber}
          </Link>
          {' · '}
          <Link to="/orders/$id" params={{ id: standsInFor.orderId }}>
            {standsInFor.orderNumber}
          </Link>
        </p>
      )}
      <ul>
        {substitutes.map(({ substitutionId, quantity, sent, ordered, orderId, orderNumber }) => (
          <li key={substitutionId}>
            {t('substitute.line_sent', {
              amount: amountText(quantity, sent.unitsPerCase),
              sent: sent.itemName,
              ordered: ordered.itemName,
            })}{' '}
            <Link to="/orders/$id" params={{ id: orderId }}>
              {orderNumber}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
