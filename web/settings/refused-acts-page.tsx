import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '#web/accounts/viewer.ts';
import { type ItemOf, useList } from '#web/api/read.ts';
import { hasWords, t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { LinesTable } from '#web/ui/lines-table.tsx';
import { Section } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';
import { SettingsFrame } from './settings-frame.tsx';

type RefusedAct = ItemOf<'listRefusedActs'>;

/** What people and programs tried and had no right to. For administrators. */
export function RefusedActsPage() {
  const mayRead = useMay()('refusals.read');
  return (
    <SettingsFrame title={t('refusedActs.title')} here="/settings/refused-acts">
      {mayRead ? (
        <RefusedActs />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
      )}
    </SettingsFrame>
  );
}

function RefusedActs() {
  const list = useList('listRefusedActs', { query: { limit: 100 } });
  return (
    <Section title={t('refusedActs.title')} note={t('refusedActs.note')} flush>
      <ListOfRecords
        what={t('refusedActs.title')}
        list={list}
        empty={<EmptyState title={t('refusedActs.empty')}>{t('refusedActs.emptyWhy')}</EmptyState>}
      >
        {(acts) => (
          <LinesTable
            label={t('refusedActs.title')}
            lines={acts}
            item={{
              name: t('refusedActs.who'),
              cell: ({ actor, role }) => (
                <>
                  <div>{actorText(actor)}</div>
                  <div className="quiet small">{wordsOfCode(role)}</div>
                </>
              ),
            }}
            columns={COLUMNS}
          />
        )}
      </ListOfRecords>
    </Section>
  );
}

/** The pages of records that a refusal may be about. */
function RecordOf({ act: { kind, recordId } }: { act: RefusedAct }): ReactNode {
  if (recordId === null) return <span className="quiet">{t('refusedActs.many')}</span>;
  const name = `${wordsOfCode(kind.replaceAll('-', '_')).replace(/s$/, '')} ${recordId}`;
  const params = { id: recordId };
  if (kind === 'orders')
    return (
      <Link to="/orders/$id" params={params}>
        {name}
      </Link>
    );
  if (kind === 'backorders')
    return (
      <Link to="/backorders/$id" params={params}>
        {name}
      </Link>
    );
  if (kind === 'customers')
    return (
      <Link to="/customers/$id" params={params}>
        {name}
      </Link>
    );
  return name;
}

/** `cancelBackorder` as "Cancel backorder". */
function wordsOfOperation(operation: string): string {
  return wordsOfCode(operation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

function wordsOfRefusal(code: string): string {
  const key = `refusedActs.because.${code}`;
  return hasWords(key) ? t(key as 'refusedActs.because.not_permitted') : wordsOfCode(code);
}

const COLUMNS = [
  { name: t('refusedActs.what'), cell: ({ operation }: RefusedAct) => wordsOfOperation(operation) },
  { name: t('refusedActs.record'), cell: (act: RefusedAct) => <RecordOf act={act} /> },
  { name: t('refusedActs.code'), cell: ({ code }: RefusedAct) => wordsOfRefusal(code) },
  {
    name: t('refusedActs.last'),
    cell: ({ lastAt, times }: RefusedAct) => (
      <>
        <InstantText at={lastAt} />
        <div className="quiet small">{t('refusedActs.times', { count: times })}</div>
      </>
    ),
  },
];
