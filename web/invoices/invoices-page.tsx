import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { INVOICE_RULES, SETTLEMENTS } from '#domain/invoicing/invoice-rule.ts';
import { useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListPage } from '#web/ui/list-page.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { TabList } from '#web/ui/tab-list.tsx';
import { DocumentsList } from './documents-list.tsx';
import { type InvoicesAddress, STATUSES } from './invoices-address.ts';

const invoices = getRouteApi('/signed-in/invoices');
const creditNotes = getRouteApi('/signed-in/credit-notes');

/** Every invoice, and what has become of it in the accounting. */
export function InvoicesPage() {
  const address = invoices.useSearch();
  const { settlement: _, ...query } = address;
  const navigate = useNavigate({ from: '/invoices' });
  return (
    <Documents
      title={t('invoices.title')}
      address={address}
      onNarrow={(search) => void navigate({ search, replace: true })}
      kinds={{
        label: t('invoices.rule'),
        any: t('invoices.anyRule'),
        field: 'invoiceRule',
        options: INVOICE_RULES.map((value) => ({ value, label: t(`rule.invoiceRule.${value}.name`) })),
      }}
    >
      <DocumentsList label={t('invoices.title')} list={useList('listInvoices', { query })} />
    </Documents>
  );
}

/** Every credit note, and what has become of it in the accounting. */
export function CreditNotesPage() {
  const address = creditNotes.useSearch();
  const { invoiceRule: _, ...query } = address;
  const navigate = useNavigate({ from: '/credit-notes' });
  return (
    <Documents
      title={t('invoices.creditNotes')}
      address={address}
      onNarrow={(search) => void navigate({ search, replace: true })}
      kinds={{
        label: t('invoices.settlement'),
        any: t('invoices.anySettlement'),
        field: 'settlement',
        options: SETTLEMENTS.map((value) => ({ value, label: t(`settlement.${value}.name`) })),
      }}
    >
      <DocumentsList label={t('invoices.creditNotes')} list={useList('listCreditNotes', { query })} />
    </Documents>
  );
}

type DocumentsProps = {
  title: string;
  address: InvoicesAddress;
  onNarrow: (search: InvoicesAddress) => void;
  /** What else they are narrowed by. */
  kinds: {
    label: string;
    any: string;
    field: 'invoiceRule' | 'settlement';
    options: { value: string; label: string }[];
  };
  children: ReactNode;
};

function Documents({ title, address, onNarrow, kinds, children }: DocumentsProps) {
  const narrow = (field: keyof InvoicesAddress, value: string | null | undefined) => {
    const { [field]: _, ...others } = address;
    onNarrow(value ? { ...others, [field]: value } : others);
  };
  return (
    <ListPage
      title={title}
      heading={
        <TabList label={t('invoices.title')} size="large">
          <Link to="/invoices">{t('invoices.title')}</Link>
          <Link to="/credit-notes">{t('invoices.creditNotes')}</Link>
        </TabList>
      }
      tools={
        <>
          <NarrowSelect
            label={t('invoices.accounting')}
            any={t('invoices.all')}
            value={address.status}
            options={STATUSES.map((value) => ({ value, label: t(`invoices.status.${value}`) }))}
            onChange={(status) => narrow('status', status)}
          />
          <NarrowSelect
            label={kinds.label}
            any={kinds.any}
            value={address[kinds.field]}
            options={kinds.options}
            onChange={(value) => narrow(kinds.field, value)}
          />
        </>
      }
    >
      {children}
    </ListPage>
  );
}
