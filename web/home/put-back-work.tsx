import { Button } from '@mantine/core';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { Section } from '#web/ui/page.tsx';
import { TabCount } from '#web/ui/tab-list.tsx';
import styles from './home.module.css';
import { unitsText } from './work-list.tsx';

/** Picked goods that go back on the shelf, all of them; the figure above leads here. */
export function PutBackWork({ id, count }: { id: string; count: number }) {
  const list = useList('listPutBackTasks', { query: { done: 'false' } });
  return (
    <div id={id}>
      <Section title={t('home.putBack')} note={<TabCount of={count} />} flush>
        <ListOfRecords
          what={t('home.putBack')}
          list={list}
          empty={<p className={`quiet ${styles.none}`}>{t('home.putBackNone')}</p>}
        >
          {(tasks) => (
            <ul className={styles.items}>
              {tasks.map((task) => (
                <li key={task.id}>
                  <PutBackTask of={task} />
                </li>
              ))}
            </ul>
          )}
        </ListOfRecords>
      </Section>
    </div>
  );
}

function PutBackTask({ of }: { of: ItemOf<'listPutBackTasks'> }) {
  const complete = useAct('completePutBackTask');
  return (
    <div className={styles.line}>
      <span>{of.sku}</span>
      <span className={styles.grow}>
        {of.itemName} <span className="quiet">· {of.orderNumber}</span>
      </span>
      <span className="nowrap">{unitsText(of.quantity)}</span>
      <Button
        size="compact-sm"
        variant="default"
        loading={complete.isBusy}
        onClick={() => void complete.submit({ params: { id: of.id } })}
      >
        {t('home.putBackDone')}
      </Button>
    </div>
  );
}
