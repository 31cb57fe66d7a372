import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { EXCEPTION_KINDS } from '#domain/exceptions/exception-kinds.ts';
import { useMe } from '#web/accounts/viewer.ts';
import { useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Whose } from '#web/records/whose.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { TabCount } from '#web/ui/tab-list.tsx';
import { ExceptionItem } from './exception-item.tsx';
import type { ExceptionKind } from './exceptions-address.ts';
import styles from './exceptions-page.module.css';

const route = getRouteApi('/signed-in/exceptions');
const SHOWN = 5;

/** What needs a person, by its kind, each with the one act that answers it. */
export function ExceptionsPage() {
  const address = route.useSearch();
  const navigate = useNavigate({ from: '/exceptions' });
  const { role } = useMe();
  const whose = address.whose ?? (role === 'sales_rep' ? 'mine' : 'all');
  const { data, error, refetch } = useRead('listExceptions', { query: { limit: 1, whose } }, { keepPrevious: true });
  const counts = new Map(data?.counts?.map(({ kind, count }) => [kind, count]));
  const kinds = address.kind ? [address.kind] : EXCEPTION_KINDS.filter((kind) => counts.has(kind));

  return (
    <Page
      title={t('exceptions.title')}
      above={
        address.kind && (
          <Link to="/exceptions" search={(before) => ({ ...before, kind: undefined })}>
            {t('exceptions.showKinds')}
          </Link>
        )
      }
      actions={
        <Whose
          label={t('exceptions.whose')}
          of={whose}
          onChoose={(value) => void navigate({ search: (before) => ({ ...before, whose: value }), replace: true })}
        />
      }
    >
      {error && !data && <FailedState what={t('exceptions.title')} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <LoadingState rows={8} />}
      {data && kinds.length === 0 && <EmptyState title={t('exceptions.empty')}>{t('exceptions.emptyWhy')}</EmptyState>}
      {data &&
        kinds.map((kind) => (
          <Kind key={kind} kind={kind} count={counts.get(kind) ?? 0} whose={whose} isAlone={address.kind === kind} />
        ))}
    </Page>
  );
}

function Kind(props: { kind: ExceptionKind; count: number; whose: 'mine' | 'all'; isAlone: boolean }) {
  const { kind, count, whose, isAlone } = props;
  const list = useList('listExceptions', { query: { kind, whose, limit: isAlone ? 50 : SHOWN } });
  return (
    <Section title={t(`exceptions.kind.${kind}`)} note={<TabCount of={count} />} flush>
      {list.error && !list.rows && <FailedState what={t('exceptions.title')} error={list.error} onRetry={list.retry} />}
      {!list.rows && !list.error && <LoadingState rows={Math.min(count, SHOWN)} />}
      {list.rows?.length === 0 && <EmptyState title={t('exceptions.empty')} />}
      <ul className={styles.items}>
        {list.rows?.map((exception) => (
          <li key={exception.id}>
            <ExceptionItem of={exception} />
          </li>
        ))}
      </ul>
      {!isAlone && count > SHOWN && (
        <p className={styles.more}>
          <Link to="/exceptions" search={(before) => ({ ...before, kind })}>
            {t('exceptions.showAll', { number: count > 10_000 ? '10,000+' : count.toLocaleString('en-US') })}
          </Link>
        </p>
      )}
      {isAlone && list.hasMore && (
        <p className={styles.more}>
          <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
            {t('timeline.more')}
          </Button>
        </p>
      )}
    </Section>
  );
}
