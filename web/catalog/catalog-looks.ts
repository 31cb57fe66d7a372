import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import type { Look, Looks } from '#web/ui/fields.tsx';

export type Product = Answer<'getProduct'>;
export type ProductValues = Pick<Product, 'name' | 'family' | 'description' | 'isWrittenAbout'>;

/** What is asked of a product. */
export function productLooks(): Looks<ProductValues> {
  return {
    name: {
      kind: 'text',
      label: t('product.name'),
      description: t('product.nameNote'),
      maxLength: 200,
      required: true,
    },
    family: { kind: 'text', label: t('product.family'), description: t('product.familyNote'), maxLength: 100 },
    description: { kind: 'long', label: t('product.description'), maxLength: 4000 },
    isWrittenAbout: { kind: 'tick', label: t('product.isWrittenAbout'), description: t('product.isWrittenAboutNote') },
  };
}

const UNITS = ['bottle', 'can', 'keg', 'case', 'unit'] as const;
export type BaseUnit = (typeof UNITS)[number];

export type VariantValues = Pick<
  Answer<'getVariant'>,
  | 'name'
  | 'sku'
  | 'upc'
  | 'unitsPerCase'
  | 'orderMultiple'
  | 'price'
  | 'shortageRule'
  | 'supplierId'
  | 'discontinued'
  | 'description'
> & { baseUnit: BaseUnit };

/** What is asked of a variant. Its unit is what every quantity of it is counted in, so it is asked once. */
export function useVariantLooks(isNew: boolean): Looks<VariantValues> {
  const { currency } = useCompany();
  const { data: suppliers } = useRead('listSuppliers', { query: { limit: 200 } });
  const baseUnit: Look = {
    kind: 'choice',
    label: t('variant.baseUnit'),
    choices: UNITS.map((unit) => ({ value: unit, label: t(`variant.unit.${unit}`) })),
  };
  return {
    name: {
      kind: 'text',
      label: t('variant.name'),
      description: t('variant.nameNote'),
      maxLength: 200,
      required: true,
    },
    sku: { kind: 'text', label: t('variant.sku'), maxLength: 64, required: true },
    upc: {
      kind: 'text',
      label: t('variant.upc'),
      description: t('variant.upcNote'),
      pattern: '[\\d \\-]{6,24}',
      maxLength: 24,
    },
    ...(isNew ? { baseUnit } : {}),
    unitsPerCase: { kind: 'number', label: t('variant.unitsPerCase'), min: 1, max: 10_000, required: true },
    orderMultiple: {
      kind: 'number',
      label: t('variant.orderMultiple'),
      description: t('variant.orderMultipleNote'),
      min: 1,
      max: 10_000,
      required: true,
    },
    price: {
      kind: 'money',
      label: t('variant.price'),
      description: t('variant.priceNote'),
      currency,
      required: true,
    },
    shortageRule: {
      kind: 'choice',
      label: t('variant.shortageRule'),
      none: t('customer.asUsual'),
      choices: (['backorder', 'cancel_shortage', 'ask'] as const).map((value) => ({
        value,
        label: t(`shortageRule.${value}`),
      })),
    },
    supplierId: {
      kind: 'choice',
      label: t('variant.supplier'),
      none: t('variant.noSupplier'),
      choices: suppliers?.data.map(({ id, name }) => ({ value: id, label: name })) ?? [],
    },
    ...(isNew
      ? {}
      : {
          discontinued: {
            kind: 'tick',
            label: t('variant.discontinued'),
            description: t('variant.discontinuedNote'),
          },
        }),
    description: { kind: 'long', label: t('variant.description'), maxLength: 4000 },
  };
}
