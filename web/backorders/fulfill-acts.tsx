import { Button } from '@mantine/core';
import type { Backorder } from '#contract/backorders/backorder.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { nextOf, type OpenForm } from '#web/fulfillment/fulfillment-card.tsx';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';

type Props = {
  backorder: Backorder;
  canFulfill: boolean;
  card: OpenForm;
  onCard: (card: OpenForm) => void;
};

/** The way to fill it, or to why it cannot be filled; and the next act of what is picked or on its way. */
export function FulfillActs({ backorder, canFulfill, card, onCard }: Props) {
  const may = useMay();
  const next = may('fulfillment.write') && card === null ? nextOf(backorder.fulfillments) : undefined;
  return (
    <>
      {(canFulfill || mayTry(backorder, may)) && (
        <ButtonLink
          variant={canFulfill ? 'filled' : 'default'}
          to="/fulfill/backorders/$id"
          params={{ id: backorder.id }}
        >
          {t(canFulfill ? 'backorder.fulfill' : 'fill.why')}
        </ButtonLink>
      )}
      {next && (
        <Button variant={canFulfill ? 'default' : 'filled'} onClick={() => onCard(next)}>
          {t(`fulfillment.next.${next.act}`, { number: next.number })}
        </Button>
      )}
    </>
  );
}

/** Where nothing can go the page says why, and takes the count of whoever stands before the shelf. */
export function mayTry({ outstanding, isOnHold }: Backorder, may: ReturnType<typeof useMay>): boolean {
  return may('fulfillment.write') && outstanding > 0 && !isOnHold;
}
