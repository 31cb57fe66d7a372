import { SALE_HOLDS } from '#contract/customers.ts';
import type { Answer } from '#contract/operations.ts';
import { LANGUAGES } from '#domain/messages/words.ts';
import { useMay, useMe } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import type { Looks } from '#web/ui/fields.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { TIERS } from './customers-address.ts';

export type Customer = Answer<'getCustomer'>;
export type CustomerValues = Pick<
  Customer,
  | 'accountNumber'
  | 'name'
  | 'email'
  | 'phone'
  | 'tier'
  | 'terms'
  | 'salesRepId'
  | 'shipPolicy'
  | 'shortageRule'
  | 'language'
  | 'receivesMessages'
  | 'deliveryInstructions'
  | 'saleHold'
  | 'saleHoldReason'
  | 'address'
>;

const TERMS = ['due_on_receipt', 'net_15', 'net_30', 'net_60', 'cash_on_delivery'];

/** What is asked of a customer. Who serves them, and their tier, is a manager's to say: a representative's customers are their own. */
export function useCustomerLooks(terms: string, isNew = false): Looks<CustomerValues> {
  const me = useMe();
  const mayRank = useMay()('customers.rank');
  const { data: settings } = useRead('getSettings', {});
  const { data: people } = useRead('listUsers', { query: { limit: 200 } });
  const canSell =
    people?.data.filter(({ active, role }) => active && role !== 'warehouse' && role !== 'read_only') ?? [];
  const usual = t(`shipPolicy.${settings?.defaultShipPolicy ?? 'partial'}`);
  return {
    name: { kind: 'text', label: t('customer.name'), maxLength: 200, required: true },
    accountNumber: {
      kind: 'text',
      label: t('customer.accountNumber'),
      maxLength: 40,
      ...(isNew ? { description: t('customer.accountNumberNote') } : { required: true }),
    },
    email: {
      kind: 'text',
      type: 'email',
      label: t('customer.email'),
      description: t('customer.emailNote'),
      maxLength: 200,
    },
    phone: { kind: 'text', type: 'tel', label: t('customer.phone'), maxLength: 40 },
    ...(mayRank && managersLooks()),
    terms: {
      kind: 'choice',
      label: t('customer.terms'),
      choices: [...new Set([...TERMS, terms])].map((code) => ({ value: code, label: wordsOfCode(code) })),
    },
    ...(me.role === 'sales_rep'
      ? {}
      : {
          salesRepId: {
            kind: 'choice',
            label: t('customer.rep'),
            none: t('customer.noRep'),
            choices: canSell.map(({ id, name }) => ({ value: id, label: name })),
          },
        }),
    shipPolicy: {
      kind: 'choice',
      label: t('customer.shipPolicy'),
      none: t('customer.asCompany', { policy: usual }),
      choices: (['partial', 'complete'] as const).map((value) => ({ value, label: t(`shipPolicy.${value}`) })),
    },
    shortageRule: {
      kind: 'choice',
      label: t('customer.shortageRule'),
      none: t('customer.asUsual'),
      choices: (['backorder', 'cancel_shortage', 'ask'] as const).map((value) => ({
        value,
        label: t(`shortageRule.${value}`),
      })),
    },
    ...messageLooks(),
  };
}

/** What a manager alone says: their place in line, and whether they get anything now. */
function managersLooks(): Looks<Pick<CustomerValues, 'tier' | 'saleHold' | 'saleHoldReason'>> {
  return {
    tier: {
      kind: 'choice',
      label: t('customer.tier'),
      description: t('customer.tierNote'),
      choices: TIERS.map((tier) => ({ value: tier, label: t(`tier.${tier}`) })),
    },
    saleHold: {
      kind: 'choice',
      label: t('customer.saleHold'),
      description: t('customer.saleHoldNote'),
      choices: SALE_HOLDS.map((value) => ({ value, label: t(`customer.hold.${value}`) })),
    },
    saleHoldReason: { kind: 'text', label: t('customer.saleHoldReason'), maxLength: 200 },
  };
}

/** In which language they are written to, whether at all, and where goods go. */
function messageLooks(): Looks<CustomerValues> {
  return {
    language: {
      kind: 'choice',
      label: t('customer.language'),
      description: t('customer.languageNote'),
      choices: LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) })),
    },
    receivesMessages: {
      kind: 'tick',
      label: t('customer.receivesMessages'),
      description: t('customer.receivesMessagesNote'),
    },
    deliveryInstructions: {
      kind: 'text',
      label: t('customer.deliveryInstructions'),
      description: t('customer.deliveryInstructionsNote'),
      maxLength: 500,
    },
    address: { kind: 'address', label: t('customer.address') },
  };
}
