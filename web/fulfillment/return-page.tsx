import { Button, NativeSelect } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type GoodsReturn, PLACES } from '#contract/fulfillment/returns.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { useForm } from '#web/records/use-form.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { FieldRow } from '#web/ui/form.tsx';
import { Money } from '#web/ui/money.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { QuantityField } from '#web/ui/quantity-field.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './return-page.module.css';

const route = getRouteApi('/signed-in/returns/$id');
type Line = GoodsReturn['lines'][number];

/** One return: what came back and why, where it went, and what the customer got for it. */
export function ReturnPage() {
  const { id } = route.useParams();
  const read = useRead('getReturn', { params: { id } });
  return (
    <RecordPage what={t('returns.one')} read={read}>
      {(returned) => <OneReturn returned={returned} />}
    </RecordPage>
  );
}

function OneReturn({ returned }: { returned: GoodsReturn }) {
  return (
    <Page
      title={returned.number}
      above={<Link to="/returns">{t('returns.title')}</Link>}
      badges={returned.customerName}
    >
      <Columns
        main={returned.lines.map((line) => (
          <Section key={line.id} title={`${amountText(line.quantity, line.unitsPerCase)} ${line.itemName}`}>
            <LineFacts line={line} />
            {line.undecided > 0 && <Decide returned={returned} line={line} />}
          </Section>
        ))}
        aside={
          <Section title={t('returns.about')}>
            <About of={returned} />
          </Section>
        }
      />
    </Page>
  );
}

function About({ of }: { of: GoodsReturn }) {
  return (
    <Facts>
      <Fact name={t('returns.at')}>
        <InstantText at={of.returnedAt} /> <span className="quiet">· {actorText(of.returnedBy)}</span>
      </Fact>
      <Fact name={t('returns.order')}>
        <Link to="/orders/$id" params={{ id: of.orderId }}>
          {of.orderNumber}
        </Link>
      </Fact>
      <Fact name={t('returns.fulfillment')}>
        <Link to="/fulfillments/$id" params={{ id: of.fulfillmentId }}>
          {of.fulfillmentNumber}
        </Link>
      </Fact>
      <Fact name={t('returns.from')}>{of.isFromDoor ? t('returns.fromDoor') : t('returns.fromCustomer')}</Fact>
      <Fact name={t('returns.creditNote')}>
        {of.creditNote && (
          <>
            {of.creditNote.number} · <Money of={of.creditNote.amount} />
          </>
        )}
      </Fact>
      <Fact name={t('settle.note')}>{of.note}</Fact>
    </Facts>
  );
}

function LineFacts({ line }: { line: Line }) {
  const { unitsPerCase, replacement } = line;
  return (
    <Facts>
      <Fact name={t('returns.why')}>{t(`returns.reason.${line.reason}`)}</Fact>
      <Fact name={t('returns.withCustomer')}>
        {line.withCustomer > 0 &&
          t('returns.withCustomerNote', {
            amount: amountText(line.withCustomer, unitsPerCase),
            number: replacement?.backorderNumber ?? '',
          })}
      </Fact>
      <Fact name={t('returns.place.undecided')}>
        {line.undecided > line.withCustomer && amountText(line.undecided - line.withCustomer, unitsPerCase)}
      </Fact>
      <Fact name={t('returns.where')}>
        {line.dispositions.length > 0 &&
          line.dispositions.map(({ disposition, quantity, at, by }) => (
            <div key={`${disposition} ${at} ${quantity}`}>
              {amountText(quantity, unitsPerCase)} {t(`returns.place.${disposition}`)}{' '}
              <span className="quiet">
                · <InstantText at={at} /> · {actorText(by)}
              </span>
            </div>
          ))}
      </Fact>
      <Fact name={t('returns.replacedBy')}>
        {replacement && (
          <>
            <Link to="/backorders/$id" params={{ id: replacement.backorderId }}>
              {replacement.backorderNumber}
            </Link>
            {` · ${amountText(replacement.quantity, replacement.variantId === line.variantId ? unitsPerCase : 1)} ${replacement.itemName}`}
          </>
        )}
      </Fact>
    </Facts>
  );
}

/** Says where goods go that nobody had said it of. */
function Decide({ returned: { id }, line }: { returned: GoodsReturn; line: Line }) {
  const may = useMay();
  const act = useAct('disposeReturn');
  const form = useForm(`decide ${line.id}`, {
    quantity: line.undecided as number | null,
    disposition: 'restock' as (typeof PLACES)[number],
  });
  const { quantity, disposition } = form.values;
  if (!may('deliveries.settle')) return null;
  const isWithin = quantity !== null && quantity > 0 && quantity <= line.undecided;
  async function submit() {
    const lines = [{ returnLineId: line.id, quantity, disposition }];
    if (!(await act.submit({ params: { id }, body: { lines } }))) return;
    form.forget();
    tell(t('returns.decided'));
  }
  return (
    <div className={styles.decide}>
      <FieldRow>
        <QuantityField
          label={t('returns.quantity')}
          value={quantity}
          unitsPerCase={line.unitsPerCase}
          onChange={(typed) => form.set({ quantity: typed })}
        />
        <NativeSelect
          label={t('returns.where')}
          value={disposition}
          data={PLACES.map((value) => ({ value, label: t(`returns.place.${value}`) }))}
          onChange={(event) => form.set({ disposition: event.currentTarget.value as typeof disposition })}
        />
      </FieldRow>
      <Refused error={act.error} />
      <Button loading={act.isBusy} disabled={!isWithin} onClick={() => void submit()}>
        {t('returns.decide')}
      </Button>
    </div>
  );
}
