import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Flags } from '#web/ui/flags.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Quantity, QuantityOrDash } from '#web/ui/quantity.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import type { Quantities } from './fills-quantities.ts';

type Fills = Answer<'getVariantFills'>;
type Line = Fills['lines'][number];

type FillsTableProps = {
  fills: Fills;
  variant: Answer<'getVariant'>;
  quantities: Quantities;
  isFilled: boolean;
};

/** Who waits, in rank order, with the quantity each gets. */
export function FillsTable(props: FillsTableProps) {
  const { fills, quantities, isFilled } = props;
  const { unitsPerCase } = props.variant;
  const field = (line: Line) => (
    <QuantityField
      label={t('byProduct.quantityFor', { number: line.backorderNumber })}
      hideLabel
      empty={0}
      unitsPerCase={unitsPerCase}
      value={quantities.of(line)}
      disabled={line.isOnHold}
      onChange={(quantity) => quantities.say(line.backorderLineId, quantity)}
    />
  );
  return (
    <LinesTable
      label={t('byProduct.who')}
      lines={fills.lines.map((line) => ({ ...line, id: line.backorderLineId }))}
      item={{ name: t('byProduct.who'), cell: (line) => <Who line={line} /> }}
      columns={[
        {
          name: t('byProduct.outstanding'),
          align: 'end',
          cell: (line) => <Quantity of={line.outstanding} unitsPerCase={unitsPerCase} />,
        },
        {
          name: t('byProduct.allocated'),
          align: 'end',
          cell: (line) => <QuantityOrDash of={line.allocated - line.picked} unitsPerCase={unitsPerCase} />,
        },
        { name: t('byProduct.expected'), cell: (line) => <DayOr on={line.promisedOn} otherwise="–" /> },
        { name: t('byProduct.quantity'), align: 'end', isNeeded: isFilled, cell: field },
      ]}
    />
  );
}

function Who({ line }: { line: Line }) {
  return (
    <>
      <Link to="/backorders/$id" params={{ id: line.backorderId }}>
        {line.backorderNumber}
      </Link>{' '}
      {line.customerName} <Flags of={{ onHold: line.isOnHold, whole: line.isWhole }} />
    </>
  );
}
