import { Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { Page } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { type CustomerValues, useCustomerLooks } from './customer-looks.ts';

/** Adds a customer. One that a sales representative adds is their own. */
export function NewCustomerPage() {
  const may = useMay();
  return (
    <Page title={t('customer.new')} above={<Link to="/customers">{t('customers.title')}</Link>}>
      {may('customers.write') ? (
        <NewCustomer />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
      )}
    </Page>
  );
}

/** Nobody begins on hold. */
type NewValues = Omit<CustomerValues, 'saleHold' | 'saleHoldReason' | 'accountNumber'> & {
  accountNumber: string | null;
};

const EMPTY: NewValues = {
  accountNumber: null,
  name: '',
  email: null,
  phone: null,
  tier: 'standard',
  terms: 'net_30',
  salesRepId: null,
  shipPolicy: null,
  shortageRule: null,
  language: 'en',
  receivesMessages: true,
  deliveryInstructions: null,
  address: null,
};

function NewCustomer() {
  const navigate = useNavigate();
  const act = useAct('createCustomer');
  const { saleHold: _, saleHoldReason: __, ...looks } = useCustomerLooks(EMPTY.terms, true);

  async function add({ accountNumber, ...values }: NewValues) {
    const customer = await act.submit({ body: { ...values, ...(accountNumber === null ? {} : { accountNumber }) } });
    if (!customer) return null;
    tell(t('customer.added', { name: customer.name }));
    await navigate({ to: '/customers/$id', params: { id: customer.id }, replace: true });
    return customer;
  }

  return (
    <RecordForm
      name={'customer new'}
      title={t('customer.title')}
      looks={looks}
      values={EMPTY}
      submit={t('customer.add')}
      act={act}
      onSubmit={({ values }) => add(values)}
      onClose={() => void navigate({ to: '/customers' })}
    />
  );
}
