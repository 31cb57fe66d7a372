import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { total } from '#domain/quantity.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { label, packingSlip } from '#web/paper/paper-links.ts';
import { PrintPaper } from '#web/paper/print-paper.tsx';
import { actorText } from '#web/records/actor-text.ts';
import { DayText, InstantText } from '#web/ui/date-text.tsx';
import { ActButtons, ActForm, FormButtons } from '#web/ui/form.tsx';
import { Money } from '#web/ui/money.tsx';
import { Fact, Facts } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { numberText, quantityText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './fulfillment-card.module.css';
import { useDelivery, useShipment } from './shipment-fields.tsx';

/** Deliveries of an order or a backorder, each with what it carries, how it goes and what can be done next. */
export function FulfillmentCards(props: {
  fulfillments: readonly Fulfillment[];
  /** How many make a case, by order line. */
  unitsPerCase: ReadonlyMap<string, number>;
  /** On the order's page each says which backorder it belongs to. */
  namesBackorder?: boolean;
  /** Which card has a form open: the page opens the next act, the card any. */
  open: OpenForm;
  onOpen: (form: OpenForm) => void;
}) {
  const { open, onOpen } = props;
  return (
    <ul className={styles.cards}>
      {props.fulfillments.map((fulfillment) => (
        <li key={fulfillment.id} className={styles.card}>
          <FulfillmentCard
            fulfillment={fulfillment}
            unitsPerCase={props.unitsPerCase}
            namesBackorder={props.namesBackorder}
            form={open?.id === fulfillment.id ? open.act : null}
            onForm={(act) => onOpen(act && { id: fulfillment.id, act })}
          />
        </li>
      ))}
    </ul>
  );
}

type FormName = 'ship' | 'deliver' | 'void';
export type OpenForm = { id: string; act: FormName } | null;

/** What comes next of what is under way, the oldest first: picked goods ship, shipped ones are delivered. */
export function nextOf(fulfillments: readonly Fulfillment[]) {
  const next = [...fulfillments]
    .sort((a, b) => a.pickedAt.localeCompare(b.pickedAt))
    .find(({ status }) => ['picked', 'packed', 'shipped'].includes(status));
  return next && ({ id: next.id, number: next.number, act: next.status === 'shipped' ? 'deliver' : 'ship' } as const);
}

function FulfillmentCard(props: {
  fulfillment: Fulfillment;
  unitsPerCase: ReadonlyMap<string, number>;
  namesBackorder?: boolean;
  form: FormName | null;
  onForm: (form: FormName | null) => void;
}) {
  const { fulfillment, form, onForm } = props;
  return (
    <>
      <div className={styles.head}>
        <h3>{fulfillment.number}</h3>
        <StatusBadge status={fulfillment.status} />
        {props.namesBackorder && fulfillment.backorderId && (
          <Link to="/backorders/$id" params={{ id: fulfillment.backorderId }}>
            {fulfillment.backorderNumber}
          </Link>
        )}
      </div>
      <ul className={styles.lines}>
        {fulfillment.lines.map((line) => (
          <li key={line.id}>
            <Carried line={line} unitsPerCase={props.unitsPerCase.get(line.orderLineId) ?? 1} />
          </li>
        ))}
      </ul>
      <div className={styles.facts}>
        <Facts>
          <Steps of={fulfillment} />
        </Facts>
      </div>
      {form === 'ship' && <ShipForm fulfillment={fulfillment} onClose={() => onForm(null)} />}
      {form === 'deliver' && <DeliverForm fulfillment={fulfillment} onClose={() => onForm(null)} />}
      {form === 'void' && <VoidForm fulfillment={fulfillment} onClose={() => onForm(null)} />}
      {form === null && fulfillment.status !== 'voided' && <Paper of={fulfillment} />}
      {form === null && <NextActs fulfillment={fulfillment} onOpen={onForm} />}
    </>
  );
}

function Carried({ line, unitsPerCase }: { line: Fulfillment['lines'][number]; unitsPerCase: number }) {
  return (
    <>
      <Quantity of={line.picked} unitsPerCase={unitsPerCase} /> {line.itemName}{' '}
      <span className="quiet small">{line.sku}</span>{' '}
      {line.lot && <span className="quiet small">· {t('fulfillment.lot', { lot: line.lot })} </span>}
      {line.putBack > 0 && (
        <span className="quiet small nowrap">
          · {t('fulfillment.putBack', { amount: quantityText(line.putBack, unitsPerCase) })}{' '}
        </span>
      )}
      {line.short > 0 && (
        <span className="quiet small nowrap">
          · {t('fulfillment.short', { amount: quantityText(line.short, unitsPerCase) })}
        </span>
      )}
    </>
  );
}

/** What happened to it so far, and how it goes. */
function Steps({ of }: { of: Fulfillment }) {
  return (
    <>
      <Fact name={t('fulfillment.picked')}>
        <Who at={of.pickedAt} by={of.pickedBy} />
      </Fact>
      <Fact name={t('fulfillment.packed')}>{of.packedAt && <Who at={of.packedAt} by={of.packedBy} />}</Fact>
      <Fact name={t('fulfillment.shipped')}>{of.shippedAt && <InstantText at={of.shippedAt} />}</Fact>
      <Transport of={of} />
      <Fact name={t('fulfillment.delivered')}>{of.deliveredAt && <Who at={of.deliveredAt} by={of.deliveredBy} />}</Fact>
      <Fact name={t('delivery.receivedBy')}>{of.receivedBy}</Fact>
      <Fact name={t('fulfillment.invoice')}>
        {of.invoice && (
          <>
            {of.invoice.number} · <Money of={of.invoice.amount} />
          </>
        )}
      </Fact>
      <Fact name={t('fulfillment.voided')}>{of.voidedAt && <Who at={of.voidedAt} by={of.voidedBy} />}</Fact>
      <Fact name={t('fulfillment.voidReason')}>{of.voidReason}</Fact>
    </>
  );
}

function Transport({ of: { shipment, deliveredAt } }: { of: Fulfillment }) {
  return (
    <>
      <Fact name={t('shipment.carrier')}>{shipment && (shipment.carrier ?? t('shipment.ownTruck'))}</Fact>
      <Fact name={t('shipment.trackingNumber')}>{shipment?.trackingNumber ?? null}</Fact>
      <Fact name={t('shipment.estimatedDeliveryOn')}>
        {shipment?.estimatedDeliveryOn && !deliveredAt ? <DayText on={shipment.estimatedDeliveryOn} /> : null}
      </Fact>
    </>
  );
}

function Who({ at, by }: { at: string; by: string | null }) {
  return (
    <>
      <InstantText at={at} />
      {by && <span className="quiet"> · {actorText(by)}</span>}
    </>
  );
}

/** What goes with the goods. */
function Paper({ of: { id, shipment } }: { of: Fulfillment }) {
  return (
    <FormButtons>
      <PrintPaper document="packing_slip" fulfillmentIds={[id]} href={packingSlip(id)} />
      {shipment && <PrintPaper document="label" fulfillmentIds={[id]} href={label(shipment.id)} />}
    </FormButtons>
  );
}

function NextActs({ fulfillment, onOpen }: { fulfillment: Fulfillment; onOpen: (form: FormName) => void }) {
  const may = useMay();
  const pack = useAct('packFulfillment');
  const { id, number, status } = fulfillment;
  if (!may('fulfillment.write') || status === 'delivered' || status === 'voided') return null;
  return (
    <>
      <Refused error={pack.error} />
      <FormButtons>
        {status === 'picked' && (
          <Button
            variant="default"
            loading={pack.isBusy}
            onClick={() =>
              void pack.submit({ params: { id } }).then((done) => done && tell(t('fulfillment.nowPacked', { number })))
            }
          >
            {t('fulfillment.pack')}
          </Button>
        )}
        {status !== 'shipped' && (
          <Button variant="default" onClick={() => onOpen('ship')}>
            {t('fulfillment.ship')}
          </Button>
        )}
        {status === 'shipped' && (
          <Button variant="default" onClick={() => onOpen('deliver')}>
            {t('fulfillment.deliver')}
          </Button>
        )}
        {status !== 'shipped' && (
          <Button variant="subtle" onClick={() => onOpen('void')}>
            {t('fulfillment.void')}
          </Button>
        )}
      </FormButtons>
    </>
  );
}

type FormProps = { fulfillment: Fulfillment; onClose: () => void };

function ShipForm({ fulfillment: { id, number }, onClose }: FormProps) {
  const act = useAct('shipFulfillment');
  const shipment = useShipment();
  async function submit() {
    if (!(await act.submit({ params: { id }, body: shipment.given }))) return;
    tell(t('fulfillment.nowShipped', { number }));
    onClose();
  }
  return (
    <ActForm
      title={t('fulfillment.shipTitle', { number })}
      note={t('fulfillment.shipNote')}
      onSubmit={() => void submit()}
    >
      {shipment.fields}
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.ship')} isBusy={act.isBusy} onClose={onClose} />
    </ActForm>
  );
}

function DeliverForm({ fulfillment: { id, number }, onClose }: FormProps) {
  const act = useAct('deliverFulfillment');
  const delivery = useDelivery();
  async function submit() {
    if (!(await act.submit({ params: { id }, body: delivery.given }))) return;
    tell(t('fulfillment.nowDelivered', { number }));
    onClose();
  }
  return (
    <ActForm title={t('fulfillment.deliverTitle', { number })} onSubmit={() => void submit()}>
      {delivery.fields}
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.deliver')} isBusy={act.isBusy} onClose={onClose} />
    </ActForm>
  );
}

function VoidForm({ fulfillment: { id, number, lines }, onClose }: FormProps) {
  const act = useAct('voidFulfillment');
  const [reason, setReason] = useState('');
  const units = total(lines, (line) => line.quantity);
  async function submit() {
    if (!(await act.submit({ params: { id }, body: { reason: reason.trim() } }))) return;
    tell(t('fulfillment.nowVoided', { number }));
    onClose();
  }
  return (
    <ActForm
      title={t('fulfillment.voidTitle', { number })}
      note={t('fulfillment.voidNote', { count: units, number: numberText(units) })}
      onSubmit={() => void submit()}
    >
      <TextInput
        label={t('fulfillment.voidReason')}
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refused error={act.error} />
      <ActButtons act={t('fulfillment.void')} isBusy={act.isBusy} onClose={onClose} />
    </ActForm>
  );
}
