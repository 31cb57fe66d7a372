import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { Floor } from '#web/ui/floor.tsx';
import { FormButtons, FormFrame, Restored } from '#web/ui/form.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { FilledByProduct } from './filled-by-product.tsx';
import { type Quantities, type Said, useQuantities } from './fills-quantities.ts';
import { FillsTable } from './fills-table.tsx';
import { NO_SHIPMENT, useShipment } from './shipment-fields.tsx';

const route = getRouteApi('/signed-in/fulfill/variants/$id/$warehouseId');

type Fills = Answer<'getVariantFills'>;
type Variant = Answer<'getVariant'>;

/** A product arrived: everyone who waits for it in rank order, what each gets, and one act for all. */
export function FillByProductPage() {
  const { id, warehouseId } = route.useParams();
  const variant = useRead('getVariant', { params: { id } });
  const fills = useRead('getVariantFills', { params: { id }, query: { warehouseId } });
  return (
    <RecordPage what={t('byProduct.this')} read={variant}>
      {(item) => (
        <RecordPage what={t('byProduct.this')} read={fills}>
          {(waiting) => <Fill variant={item} fills={waiting} />}
        </RecordPage>
      )}
    </RecordPage>
  );
}

function Fill({ variant, fills }: { variant: Variant; fills: Fills }) {
  const [done, setDone] = useState<Answer<'fillVariant'> | null>(null);
  const title = t('byProduct.title', { item: variant.itemName });
  return (
    <Floor>
      <Page title={title} above={<Back variant={variant} />} badges={<span className="quiet">{variant.sku}</span>}>
        {done && <FilledByProduct done={done} />}
        {fills.lines.length === 0 ? (
          <EmptyState title={t('byProduct.nothing')} />
        ) : (
          <FillForm key={done ? 'again' : 'first'} variant={variant} fills={fills} onDone={setDone} />
        )}
      </Page>
    </Floor>
  );
}

function Back({ variant }: { variant: Variant }) {
  return (
    <Link to="/stock/$variantId" params={{ variantId: variant.id }}>
      {t('byProduct.back', { item: variant.itemName })}
    </Link>
  );
}

function FillForm(props: { variant: Variant; fills: Fills; onDone: (done: Answer<'fillVariant'>) => void }) {
  const { variant, fills } = props;
  const act = useAct('fillVariant');
  const form = useForm(`fill variant ${variant.id} ${fills.warehouseId}`, {
    ...NO_SHIPMENT,
    isLeaving: false,
    said: {} as Said,
  });
  const { isLeaving } = form.values;
  const shipment = useShipment(form, 'none');
  const quantities = useQuantities(fills, form);
  const may = useMay()('fulfillment.write');

  async function submit() {
    const { warehouseId } = fills;
    const body = { warehouseId, lines: quantities.wanted, ...(isLeaving && { shipment: shipment.given }) };
    const done = await act.submit({ params: { id: variant.id }, body });
    if (!done) return;
    form.forget();
    props.onDone(done);
  }
  return (
    <FormFrame label={t('byProduct.who')} onSubmit={() => void submit()}>
      {form.startOver && <Restored onStartOver={form.startOver} />}
      <Section title={t('byProduct.who')} note={<Left of={fills} wanted={quantities.wanted} variant={variant} />} flush>
        <FillsTable fills={fills} variant={variant} quantities={quantities} isFilled={may} />
      </Section>
      {may && (
        <>
          <Leaves isSet={isLeaving} onSet={(isSet) => form.set({ isLeaving: isSet })} />
          {isLeaving && shipment.fields}
          <Refused error={act.error} />
          <FillThem isBusy={act.isBusy} count={quantities.wanted.length} isSaid={quantities.isSaid} />
        </>
      )}
    </FormFrame>
  );
}

/** What nobody is given of what is free, as the quantities are typed. */
function Left(props: { of: Fills; wanted: Quantities['wanted']; variant: Variant }) {
  const { available, lines } = props.of;
  const byLine = new Map(props.wanted.map(({ backorderLineId, quantity }) => [backorderLineId, quantity]));
  const taken = total(lines, ({ backorderLineId, allocated, picked }) =>
    Math.max(0, (byLine.get(backorderLineId) ?? 0) - (allocated - picked)),
  );
  const amount = amountText(Math.abs(available - taken), props.variant.unitsPerCase);
  return (
    <span role="status" className="quiet">
      {taken > available ? t('byProduct.over', { amount }) : t('byProduct.left', { amount })}
    </span>
  );
}

function Leaves({ isSet, onSet }: { isSet: boolean; onSet: (isSet: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" checked={isSet} onChange={(event) => onSet(event.currentTarget.checked)} />{' '}
      {t('byProduct.ship')}
    </label>
  );
}

function FillThem({ isBusy, count, isSaid }: { isBusy: boolean; count: number; isSaid: boolean }) {
  return (
    <FormButtons>
      <Button type="submit" loading={isBusy} disabled={count === 0 || !isSaid}>
        {t('byProduct.act', { count })}
      </Button>
    </FormButtons>
  );
}
