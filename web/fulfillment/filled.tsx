import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';
import { FloorActs } from '#web/ui/floor.tsx';
import { Section } from '#web/ui/page.tsx';
import { LoadingState } from '#web/ui/states.tsx';
import type { Filling } from './filling.ts';
import { FulfillmentCards, type OpenForm } from './fulfillment-card.tsx';
import { NextWork } from './next-work.tsx';
import { PickDone, type PickResult } from './pick-result.tsx';
import styles from './record-pick-page.module.css';

/** What was recorded, what became of the rest, and the way on: pack or ship this one, or take the next. */
export function Filled({ filling, result }: { filling: Filling; result: PickResult }) {
  const [card, setCard] = useState<OpenForm>(null);
  return (
    <div className={styles.done}>
      <PickDone result={result} />
      {result.id !== null && <Made id={result.id} unitsPerCase={filling.unitsPerCase} open={card} onOpen={setCard} />}
      {card === null && (
        <FloorActs>
          <NextWork besides={filling} />
          <ButtonLink
            variant="default"
            to={filling.kind === 'order' ? '/orders/$id' : '/backorders/$id'}
            params={{ id: filling.id }}
          >
            {t('fill.toRecord', { number: filling.number })}
          </ButtonLink>
          <Link to="/fulfill">{t('fill.toList')}</Link>
        </FloorActs>
      )}
    </div>
  );
}

/** The fulfillment itself, as it is now: it may have been packed or shipped since. */
function Made(props: {
  id: string;
  unitsPerCase: ReadonlyMap<string, number>;
  open: OpenForm;
  onOpen: (form: OpenForm) => void;
}) {
  const { data } = useRead('getFulfillment', { params: { id: props.id } });
  if (!data) return <LoadingState rows={2} />;
  return (
    <Section title={t('fulfillment.title')}>
      <FulfillmentCards
        fulfillments={[data]}
        unitsPerCase={props.unitsPerCase}
        open={props.open}
        onOpen={props.onOpen}
      />
    </Section>
  );
}
