import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { ConsentsSection } from '#web/consents/consents-section.tsx';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { ButtonLink } from '#web/ui/button-link.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { Money } from '#web/ui/money.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { tell } from '#web/ui/toast.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { ContactsOfCustomer } from './contacts-of-customer.tsx';
import { CustomerLinksSection } from './customer-links-section.tsx';
import { type Customer, useCustomerLooks } from './customer-looks.ts';
import { MessagesOfCustomer } from './messages-of-customer.tsx';
import { OnItsWay } from './on-its-way.tsx';
import { OrdersOfCustomer } from './orders-of-customer.tsx';
import { AddressLines, Contact, PhoneLink } from './party.tsx';
import { useSituation } from './situation-of-customer.tsx';
import { WaitingOfCustomer } from './waiting-of-customer.tsx';

const route = getRouteApi('/signed-in/customers/$id');

/** One customer: how to reach them, by which rules they are served, what waits for them and what they ordered. */
export function CustomerPage() {
  const { id } = route.useParams();
  const read = useRead('getCustomer', { params: { id } });
  return (
    <RecordPage what={t('customer.this')} read={read}>
      {(customer) => <CustomerRecord key={customer.id} customer={customer} />}
    </RecordPage>
  );
}

function CustomerRecord({ customer }: { customer: Customer }) {
  const { edit } = route.useSearch();
  const navigate = useNavigate({ from: '/customers/$id' });
  const may = useMay();
  const me = useMe();
  const isMine = me.role !== 'sales_rep' || customer.salesRepId === me.id;
  const situation = useSituation(customer.id);
  const canEdit = may('customers.write') && isMine;

  return (
    <Page
      title={customer.name}
      above={<Link to="/customers">{t('customers.title')}</Link>}
      badges={
        <>
          <span className="quiet">{t('customer.account', { number: customer.accountNumber })}</span>
          <Flags of={{ vip: customer.tier === 'vip' }} />
          {customer.phone && <PhoneLink number={customer.phone} />}
          <span className="quiet">{customer.salesRepName ?? t('customer.noRepresentative')}</span>
        </>
      }
      actions={
        <>
          {canEdit && edit !== 1 && (
            <Button variant="default" onClick={() => void navigate({ search: { edit: 1 } })}>
              {t('act.edit')}
            </Button>
          )}
          {may('orders.write') && isMine && (
            <ButtonLink to="/orders/new" search={{ customer: customer.id }}>
              {t('customer.newOrder')}
            </ButtonLink>
          )}
        </>
      }
    >
      {edit === 1 && canEdit && (
        <EditCustomer customer={customer} onClose={() => void navigate({ search: {}, replace: true })} />
      )}
      <Columns
        main={
          <>
            {situation((of) => (
              <>
                <WaitingOfCustomer of={of} />
                <OnItsWay parcels={of.onItsWay} />
              </>
            ))}
            <OrdersOfCustomer customer={customer} />
            <MessagesOfCustomer customerId={customer.id} />
          </>
        }
        aside={
          <>
            {situation((of) => (
              <ContactsOfCustomer customer={customer} of={of} mayLog={may('backorders.write') && isMine} />
            ))}
            <Section title={t('customer.contact')}>
              <Facts>
                <Fact name={t('customer.reach')}>
                  {customer.email || customer.phone ? <Contact of={customer} /> : t('customer.noContact')}
                </Fact>
                <Fact name={t('customer.address')}>
                  <AddressLines of={customer.address} />
                </Fact>
                <Fact name={t('customer.deliveryInstructions')}>{customer.deliveryInstructions}</Fact>
              </Facts>
            </Section>
            <CustomerLinksSection of={{ customerId: customer.id }} mayMake={isMine} />
            <RulesOf customer={customer} />
            <ConsentsSection customerId={customer.id} />
            {may('customers.write') && !isMine && (
              <p className="quiet small">
                {customer.salesRepName
                  ? t('customer.notYours', { name: customer.salesRepName })
                  : t('customer.notYoursNobody')}
              </p>
            )}
          </>
        }
      />
    </Page>
  );
}

/** By which rules the customer is served, and what is open of theirs. */
function RulesOf({ customer }: { customer: Customer }) {
  const { data: settings } = useRead('getSettings', {});
  const { shipPolicy, shortageRule, openBackorders } = customer;
  const usual = settings && t('customer.asCompany', { policy: t(`shipPolicy.${settings.defaultShipPolicy}`) });
  return (
    <Section title={t('customer.rules')}>
      <Facts>
        <Fact name={t('customer.rep')}>{customer.salesRepName ?? t('customer.noRep')}</Fact>
        {customer.saleHold !== 'none' && (
          <Fact name={t('customer.saleHold')}>
            <strong>{t(`customer.hold.${customer.saleHold}`)}</strong>
            {customer.saleHoldReason && <div className="small">{customer.saleHoldReason}</div>}
          </Fact>
        )}
        <Fact name={t('customer.tier')}>{t(`tier.${customer.tier}`)}</Fact>
        <Fact name={t('customer.terms')}>{wordsOfCode(customer.terms)}</Fact>
        <Fact name={t('customer.shipPolicy')}>{shipPolicy ? t(`shipPolicy.${shipPolicy}`) : usual}</Fact>
        <Fact name={t('customer.shortageRule')}>
          {shortageRule ? t(`shortageRule.${shortageRule}`) : t('customer.asUsual')}
        </Fact>
        <Fact name={t('customer.writtenTo')}>
          {customer.receivesMessages ? t(`language.${customer.language}`) : t('customer.noMessages')}
        </Fact>
        {openBackorders && (
          <Fact name={t('customer.openBackorders')}>
            {numberText(openBackorders.count)} · <Money of={openBackorders.outstandingValue} />
          </Fact>
        )}
        <Fact name={t('customer.since')}>
          <InstantText at={customer.createdAt} />
        </Fact>
        <Fact name={t('order.externalId')}>{customer.externalId}</Fact>
      </Facts>
    </Section>
  );
}

function EditCustomer({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const act = useAct('updateCustomer');
  const looks = useCustomerLooks(customer.terms);
  return (
    <RecordForm
      name={`customer ${customer.id}`}
      title={t('customer.edit', { name: customer.name })}
      looks={looks}
      values={customer}
      version={customer.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const saved = await act.submit({ params: { id: customer.id }, body: changes }, seen);
        if (!saved) return null;
        tell(t('customer.saved', { name: saved.name }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}
