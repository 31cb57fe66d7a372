import { Button } from '@mantine/core';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import type { RideProposal } from '#contract/fulfillment/rides.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { ActForm, FormButtons } from '#web/ui/form.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';

/** A small fill goes with what goes anyway: one act, with what it costs in days beside it. */
export function RideForm(props: {
  of: Pick<Fulfillment, 'id' | 'number'>;
  proposal: RideProposal;
  onAlone: () => void;
  onClose: () => void;
}) {
  const { of, proposal } = props;
  const act = useAct('joinRide');
  const { extraDays } = proposal;
  const { today } = useCompany();
  async function join() {
    const joined = await act.submit({ params: { id: of.id } });
    if (!joined) return;
    tell(t('ride.joined', { number: of.number, shipment: joined.shipment?.number ?? '' }));
    props.onClose();
  }
  return (
    <ActForm title={t('ride.title')} note={t('ride.small')} onSubmit={() => void join()}>
      <p>
        {withWhat(proposal)} {extraDays === 0 ? t('ride.sameDay') : t('ride.later', { count: extraDays })}
      </p>
      <Refused error={act.error} />
      <FormButtons>
        <Button type="submit" loading={act.isBusy}>
          {t('ride.join', { day: dayText(proposal.deliveryOn, today) })}
        </Button>
        <Button variant="default" onClick={props.onAlone}>
          {t('ride.alone')}
        </Button>
      </FormButtons>
    </ActForm>
  );
}

function withWhat({ kind, shipmentNumber, orderNumber, routeName }: RideProposal): string {
  if (kind === 'shipment') return t('ride.shipment', { number: shipmentNumber ?? '' });
  if (kind === 'order') return t('ride.order', { number: orderNumber ?? '' });
  return t('ride.route', { route: routeName ?? '' });
}
