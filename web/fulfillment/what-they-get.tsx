import { t } from '#web/i18n/words.ts';
import { DayText } from '#web/ui/date-text.tsx';
import { Section } from '#web/ui/page.tsx';
import { Quantity } from '#web/ui/quantity.tsx';
import type { Filling, FillLine } from './filling.ts';
import type { Entry } from './pick.ts';
import styles from './record-pick-page.module.css';

/** What the customer receives by this act, and what stays with the day on which it can follow. */
export function WhatTheyGet({ filling, entryOf }: { filling: Filling; entryOf: (line: FillLine) => Entry }) {
  const gets = filling.lines.filter((line) => (entryOf(line).picked ?? 0) > 0);
  const stays = filling.lines
    .map((line) => ({ line, rest: line.asked - (entryOf(line).picked ?? 0), short: entryOf(line).short ?? 0 }))
    .filter(({ rest }) => rest > 0);
  return (
    <>
      <Section title={t('fill.receives', { name: filling.customer.name })}>
        {gets.length === 0 && <p className="quiet">{t('fill.receivesNothing')}</p>}
        <ul className={styles.parts}>
          {gets.map((line) => (
            <li key={line.id}>
              <Quantity of={entryOf(line).picked ?? 0} unitsPerCase={line.unitsPerCase} />
              <span>{line.itemName}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('fill.stays')}>
        {stays.length === 0 && <p className="quiet">{t('fill.staysNothing')}</p>}
        <ul className={styles.parts}>
          {stays.map(({ line, rest, short }) => (
            <li key={line.id}>
              <Quantity of={rest} unitsPerCase={line.unitsPerCase} />
              <span>
                {line.itemName}
                <span className="quiet small">
                  <br />
                  <When line={line} isShort={short > 0} />
                  {short > 0 && filling.shortBecomes === 'backorder' && ` · ${t('fill.asBackorder')}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

/** When the rest can follow, by today's supply. */
function When({ line: { why }, isShort }: { line: FillLine; isShort: boolean }) {
  // Nothing of it waits: what stays is left on the shelf, or proved not to be there.
  if (!why || why.waiting === 0) return <>{t(isShort ? 'fill.noDateYet' : 'fill.staysReserved')}</>;
  if (why.projectedOn)
    return (
      <>
        {t('backorder.projectedOn')} <DayText on={why.projectedOn} />
      </>
    );
  return <>{t('fill.noDate', { reason: t(`projection.${why.noDateBecause ?? 'no_supply'}`) })}</>;
}
