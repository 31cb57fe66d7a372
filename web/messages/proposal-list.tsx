import { t } from '#web/i18n/words.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { Money } from '#web/ui/money.tsx';
import { Tick } from '#web/ui/tick.tsx';
import type { Proposal } from './proposal-draft.tsx';
import styles from './to-tell-page.module.css';

type Chosen = {
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
};

type ProposalListProps = {
  rows: readonly Proposal[];
  shown: string | null;
  onShow: (backorderId: string) => void;
  whyLeft: ReadonlyMap<string, string>;
} & Chosen;

/** Whom to tell, the most pressing first. A row is looked at by its name, and taken by its tick. */
export function ProposalList(props: ProposalListProps) {
  const { rows, chosen, onChoose } = props;
  const all = rows.map(({ backorderId }) => backorderId);
  const choose = (id: string, isSet: boolean) => {
    const next = new Set(chosen);
    if (isSet) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  return (
    <div className={styles.rows}>
      <div className={styles.all}>
        <Tick
          label={t('toTell.chooseAll', { count: rows.length })}
          isSet={all.every((id) => chosen.has(id))}
          onSet={(isSet) => onChoose(new Set(isSet ? all : []))}
        />
      </div>
      <ol aria-label={t('toTell.title')}>
        {rows.map((row) => (
          <li key={row.backorderId} data-shown={row.backorderId === props.shown || undefined}>
            <Tick
              name={t('toTell.choose', { number: row.backorderNumber })}
              isSet={chosen.has(row.backorderId)}
              onSet={(isSet) => choose(row.backorderId, isSet)}
            />
            <button type="button" className={styles.row} onClick={() => props.onShow(row.backorderId)}>
              <Row of={row} left={props.whyLeft.get(row.backorderId)} />
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Row({ of, left }: { of: Proposal; left: string | undefined }) {
  return (
    <>
      <span className={styles.ends}>
        <strong className={styles.item}>{of.customerName}</strong>
        <Money of={of.outstandingValue} />
      </span>
      <span className={styles.ends}>
        <span className={styles.item}>
          {of.itemName}
          {of.otherItems > 0 && ` ${t('backorders.moreItems', { count: of.otherItems })}`}
        </span>
        <span className="quiet small">{of.backorderNumber}</span>
      </span>
      <span className={styles.ends}>
        <span className={`${styles.item} small`}>
          {of.reasons.map((reason) => t(`toTell.why.${reason}`)).join(' · ')}
        </span>
        <span className="quiet small">
          {t('toTell.told')} <DayOr on={of.toldOn} otherwise={t('toTell.noDate')} /> →{' '}
          <DayOr on={of.projectedOn} otherwise={t('toTell.noDate')} />
        </span>
      </span>
      {left && (
        <span role="alert" className={styles.left}>
          {left}
        </span>
      )}
    </>
  );
}
