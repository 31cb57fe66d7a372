import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { List } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { FailedState, LoadingState } from '#web/ui/states.tsx';

/** A short list that is shown whole: loading, failed, empty, or its rows, with a button for any that are left. */
export function ListOfRecords<Row>(props: {
  what: string;
  list: List<Row>;
  empty: ReactNode;
  children: (rows: readonly Row[]) => ReactNode;
}) {
  const { list } = props;
  if (list.error && !list.rows) return <FailedState what={props.what} error={list.error} onRetry={list.retry} />;
  if (!list.rows) return <LoadingState rows={4} rowHeight={64} />;
  if (list.rows.length === 0) return props.empty;
  return (
    <>
      {props.children(list.rows)}
      {list.hasMore && (
        <Button variant="default" m="sm" loading={list.isLoadingMore} onClick={list.loadMore}>
          {t('table.showMore')}
        </Button>
      )}
    </>
  );
}
