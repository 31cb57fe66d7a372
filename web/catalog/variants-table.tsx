import { Link } from '@tanstack/react-router';
import type { ItemOf } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Money } from '#web/ui/money.tsx';
import { QuantityOrDash } from '#web/ui/quantity.tsx';
import type { BaseUnit } from './catalog-looks.ts';

type Variant = ItemOf<'listVariants'>;

const FIGURES = ['onHand', 'allocated', 'available', 'onOrder', 'backordered'] as const;

/** The variants of a product; each figure of their stock leads to what it is made of. */
export function VariantsTable(props: { variants: readonly Variant[]; onEdit: ((id: string) => void) | null }) {
  const { variants, onEdit } = props;
  return (
    <LinesTable
      label={t('variant.title')}
      lines={variants}
      item={{ name: t('line.item'), cell: (variant) => <VariantName of={variant} /> }}
      columns={[
        { name: t('variant.price'), align: 'end', cell: (variant) => <Money of={variant.price} /> },
        ...FIGURES.map((figure) => ({
          name: t(`stock.${figure}`),
          align: 'end' as const,
          cell: (variant: Variant) => (
            <Link to="/stock/$variantId" params={{ variantId: variant.id }}>
              <QuantityOrDash of={variant.stock?.[figure] ?? 0} unitsPerCase={variant.unitsPerCase} />
            </Link>
          ),
        })),
        {
          name: t('variant.shortageRule'),
          isNeeded: variants.some(({ shortageRule, discontinued }) => shortageRule !== null || discontinued),
          cell: ({ shortageRule, discontinued }) =>
            shortageRule ? t(`shortageRule.${shortageRule}`) : discontinued ? t('shortageRule.cancel_shortage') : '–',
        },
        {
          name: t('act.edit'),
          isNeeded: onEdit !== null,
          cell: ({ id, name }) => <Edit name={name} onEdit={() => onEdit?.(id)} />,
        },
      ]}
    />
  );
}

/** What it is called and scanned by, how it is packed, and whether it is still sold. */
function VariantName({ of }: { of: Variant }) {
  const unit = t(`variant.unit.${of.baseUnit as BaseUnit}`);
  const pack = of.unitsPerCase === 1 ? unit : t('variant.pack', { unit, count: of.unitsPerCase });
  const multiples = of.orderMultiple > 1 && t('variant.multiples', { count: of.orderMultiple });
  return (
    <>
      <div>
        {of.name} {of.discontinued && <strong className="quiet small">{t('item.discontinued')}</strong>}
      </div>
      <div className="quiet small">
        {[of.sku, of.upc && t('item.upc', { upc: of.upc })].filter(Boolean).join(' · ')}
      </div>
      <div className="quiet small">{[pack, multiples].filter(Boolean).join(' · ')}</div>
    </>
  );
}

function Edit({ name, onEdit }: { name: string; onEdit: () => void }) {
  return (
    <button type="button" className="link" aria-label={t('variant.editNamed', { name })} onClick={onEdit}>
      {t('variant.editShort')}
    </button>
  );
}
