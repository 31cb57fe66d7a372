import type { Order } from '#contract/orders/order.ts';
import { AddressLines } from '#web/customers/party.tsx';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { DayOr, DayText, InstantText } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts, Section } from '#web/ui/page.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';

/** What is known of an order beside its lines. */
export function OrderFacts({ order }: { order: Order }) {
  return (
    <Section title={t('order.facts')}>
      <Facts>
        <Fact name={t('order.customerReference')}>{order.customerReference}</Fact>
        <Fact name={t('order.orderedOn')}>
          <DayText on={order.orderedOn} />
        </Fact>
        <Fact name={t('order.requestedOn')}>
          <DayOr on={order.requestedOn} otherwise={t('order.notAsked')} />
        </Fact>
        <Fact name={t('order.confirmedAt')}>{order.confirmedAt && <InstantText at={order.confirmedAt} />}</Fact>
        <Fact name={t('order.cancelledAt')}>{order.cancelledAt && <InstantText at={order.cancelledAt} />}</Fact>
        <Fact name={t('order.createdBy')}>{actorText(order.createdBy)}</Fact>
        <Fact name={t('order.value')}>
          <Money of={order.orderedValue} />
        </Fact>
        <Fact name={t('order.terms')}>{wordsOfCode(order.terms)}</Fact>
        <Fact name={t('order.invoiceRule')}>{t(`rule.invoiceRule.${order.invoiceRule}.name`)}</Fact>
        <Fact name={t('order.shipPolicy')}>{t(`shipPolicy.${order.shipPolicy}`)}</Fact>
        <Fact name={t('order.rep')}>{order.salesRepName ?? t('order.noRep')}</Fact>
        <Fact name={t('order.deliveryAddress')}>
          <AddressLines of={order.deliveryAddress} />
        </Fact>
        <Fact name={t('order.notes')}>{order.notes}</Fact>
        <Fact name={t('order.externalId')}>{order.externalId}</Fact>
      </Facts>
    </Section>
  );
}

/** The rule in force, for everyone: a shortage without a backorder must be explainable. */
export function CreationSetting({ order }: { order: Order }) {
  const { setting, since, by } = order.backorderCreation;
  return (
    <Section title={t('order.rules')}>
      <p className="small">
        {t(`creation.${setting}`)}{' '}
        {by !== null && since !== null && (
          <span className="quiet">
            {t('creation.setBy', { by: actorText(by) })} <InstantText at={since} />
          </span>
        )}
      </p>
    </Section>
  );
}
