import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { label, packingSlip } from '#web/paper/paper-links.ts';
import { PrintPaper } from '#web/paper/print-paper.tsx';
import { FormButtons } from '#web/ui/form.tsx';
import { Facts } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { quantityText } from '#web/ui/quantity-text.ts';
import { Refused } from '#web/ui/states.tsx';
import { StatusBadge } from '#web/ui/status-badge.tsx';
import { tell } from '#web/ui/toast.tsx';
import { arrivingOf } from './door-lines.tsx';
import styles from './fulfillment-card.module.css';
import { DeliverForm, ShipForm, VoidForm } from './fulfillment-forms.tsx';
import { Steps } from './fulfillment-steps.tsx';
import { ReturnForm } from './return-form.tsx';
import { LossForm, NotReceivedForm } from './settle-forms.tsx';

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

type FormName = 'ship' | 'deliver' | 'void' | 'reopen' | 'reship' | 'credit' | 'return';
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
      {form === 'deliver' && (
        <DeliverForm fulfillment={fulfillment} unitsPerCase={props.unitsPerCase} onClose={() => onForm(null)} />
      )}
      {form === 'void' && <VoidForm fulfillment={fulfillment} onClose={() => onForm(null)} />}
      {form === 'reopen' && <NotReceivedForm fulfillment={fulfillment} onClose={() => onForm(null)} />}
      {form === 'return' && <ReturnForm fulfillment={fulfillment} onClose={() => onForm(null)} />}
      {(form === 'reship' || form === 'credit') && (
        <LossForm fulfillment={fulfillment} way={form} onClose={() => onForm(null)} />
      )}
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
      {line.lot && (
        <span className="quiet small">
          ·{' '}
          <Link to="/lots/$lot" params={{ lot: line.lot }}>
            {t('fulfillment.lot', { lot: line.lot })}
          </Link>{' '}
        </span>
      )}
      {line.putBack > 0 && (
        <span className="quiet small nowrap">
          · {t('fulfillment.putBack', { amount: quantityText(line.putBack, unitsPerCase) })}{' '}
        </span>
      )}
      {line.short > 0 && (
        <span className="quiet small nowrap">
          · {t('fulfillment.short', { amount: quantityText(line.short, unitsPerCase) })}{' '}
        </span>
      )}
      {line.undelivered > 0 && (
        <span className="quiet small nowrap">
          · {t('fulfillment.undelivered', { amount: quantityText(line.undelivered, unitsPerCase) })}{' '}
        </span>
      )}
      {line.returned > 0 && (
        <span className="quiet small nowrap">
          · {t('fulfillment.returned', { amount: quantityText(line.returned, unitsPerCase) })}
        </span>
      )}
    </>
  );
}

type ActsProps = { fulfillment: Fulfillment; onOpen: (form: FormName) => void };

/** What goes with the goods. */
function Paper({ of: { id, shipment } }: { of: Fulfillment }) {
  return (
    <FormButtons>
      <PrintPaper document="packing_slip" fulfillmentIds={[id]} href={packingSlip(id)} />
      {shipment && <PrintPaper document="label" fulfillmentIds={[id]} href={label(shipment.id)} />}
    </FormButtons>
  );
}

/** What can be done next: move it on, or say that it did not arrive and settle that. */
function NextActs({ fulfillment, onOpen }: ActsProps) {
  const may = useMay();
  const { status } = fulfillment;
  const moves = may('fulfillment.write') && ['picked', 'packed', 'shipped'].includes(status);
  const settles = may('deliveries.settle') && ['shipped', 'delivered'].includes(status);
  return (
    <>
      {moves && <Onward fulfillment={fulfillment} onOpen={onOpen} />}
      {settles && <Settlements fulfillment={fulfillment} onOpen={onOpen} />}
    </>
  );
}

function Settlements({ fulfillment: { status, reopening, lines }, onOpen }: ActsProps) {
  if (!lines.some((line) => arrivingOf(line) > 0)) return null;
  const isOpenAgain = reopening !== null && reopening.outcome === null;
  return (
    <FormButtons>
      {!isOpenAgain && (
        <Button variant="subtle" onClick={() => onOpen('reopen')}>
          {t('settle.reopen')}
        </Button>
      )}
      {status === 'delivered' && (
        <Button variant="subtle" onClick={() => onOpen('return')}>
          {t('returns.return')}
        </Button>
      )}
      {isOpenAgain && status === 'shipped' && (
        <>
          <Button variant="default" onClick={() => onOpen('reship')}>
            {t('settle.reship')}
          </Button>
          <Button variant="default" onClick={() => onOpen('credit')}>
            {t('settle.credit')}
          </Button>
        </>
      )}
    </FormButtons>
  );
}

function Onward({ fulfillment, onOpen }: ActsProps) {
  const pack = useAct('packFulfillment');
  const { id, number, status } = fulfillment;
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
