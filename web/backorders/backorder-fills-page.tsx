import { getRouteApi, Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import { amountText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import styles from './backorder-fills-page.module.css';

const route = getRouteApi('/signed-in/backorders/$id/fills');
type Fills = Answer<'getBackorderFills'>;
type Line = Fills['lines'][number];

/** Was this backorder filled, by what and when: the right answer, how to ask for it in SQL, and how not to. */
export function BackorderFillsPage() {
  const { id } = route.useParams();
  const read = useRead('getBackorderFills', { params: { id } });
  return (
    <RecordPage what={t('backorder.thisBackorder')} read={read}>
      {(fills) => <BackorderFills id={id} fills={fills} />}
    </RecordPage>
  );
}

function BackorderFills({ id, fills }: { id: string; fills: Fills }) {
  return (
    <Page
      title={t('fills.title')}
      above={
        <Link to="/backorders/$id" params={{ id }}>
          {t('fills.back')}
        </Link>
      }
    >
      <Section title={t('fills.lines')} flush>
        <LinesTable
          label={t('fills.lines')}
          lines={fills.lines}
          item={{ name: t('line.item'), cell: (line) => `${line.itemName} (${line.sku})` }}
          columns={[
            figure(t('line.backordered'), (line) => line.backordered),
            figure(t('line.fulfilled'), (line) => line.fulfilled),
            figure(t('line.outstanding'), (line) => line.outstanding),
            figure(t('fills.kept'), (line) => line.kept),
            figure(t('fills.wrongAnswer'), (line) => line.wrongAnswer),
          ]}
          detail={(line) => <Deliveries line={line} />}
        />
      </Section>
      <Section title={t('fills.right')}>
        <pre className={styles.query}>{fills.rightQuery}</pre>
        <Facts>
          {fills.fields.map(({ name, meaning }) => (
            <Fact key={name} name={name}>
              {meaning}
            </Fact>
          ))}
        </Facts>
      </Section>
      <Section title={t('fills.wrong')}>
        <pre className={styles.query}>{fills.wrongQuery}</pre>
        <p>{fills.wrongBecause}</p>
      </Section>
    </Page>
  );
}

function figure(name: string, of: (line: Line) => number) {
  return {
    name,
    align: 'end' as const,
    cell: (line: Line) => <Quantity of={of(line)} unitsPerCase={line.unitsPerCase} />,
  };
}

function Deliveries({ line }: { line: Line }) {
  return (
    <>
      {line.replacesReturn && (
        <p className="quiet">
          <Link to="/returns/$id" params={{ id: line.replacesReturn.id }}>
            {t('fills.replaces', { number: line.replacesReturn.number })}
          </Link>
        </p>
      )}
      {line.fills.length === 0 ? (
        <p className="quiet">{t('fills.none')}</p>
      ) : (
        <ul>
          {line.fills.map((fill) => (
            <Delivery key={fill.fulfillmentId} fill={fill} unitsPerCase={line.unitsPerCase} />
          ))}
        </ul>
      )}
    </>
  );
}

/** What left, when, and what of it was lost, came back and is sent again. */
function Delivery({ fill, unitsPerCase }: { fill: Line['fills'][number]; unitsPerCase: number }) {
  const amount = (quantity: number) => ({ amount: amountText(quantity, unitsPerCase) });
  return (
    <li>
      {fill.fulfillmentNumber}: <Quantity of={fill.quantity} unitsPerCase={unitsPerCase} />, {t('fills.shipped')}{' '}
      <InstantText at={fill.shippedAt} />
      {fill.deliveredAt && (
        <>
          , {t('fills.delivered')} <InstantText at={fill.deliveredAt} />
        </>
      )}
      {fill.lost > 0 && `, ${t('fills.lost', amount(fill.lost))}`}
      {fill.returned > 0 && `, ${t('fills.returned', amount(fill.returned))}`}
      {fill.replaced > 0 && `, ${t('fills.replaced', amount(fill.replaced))}`}
      {fill.replacements.map(({ id, number }) => (
        <span key={id} className="quiet">
          {' '}
          <Link to="/backorders/$id" params={{ id }}>
            {number}
          </Link>
        </span>
      ))}
    </li>
  );
}
