import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ProblemError } from '#web/api/problem-error.ts';
import { Page } from '#web/ui/page.tsx';
import { FailedState, LoadingRecord } from '#web/ui/states.tsx';
import { wordsOfCode } from '#web/ui/words-of-code.ts';

/** The page of one record once it is read; until then, or when it cannot be, a page that says so. */
export function RecordPage<Found>(props: {
  /** What kind of record it is, as it is said inside a sentence: "order". */
  what: string;
  read: UseQueryResult<Found, ProblemError>;
  /** What a list said of it already: its title and what stands beside it. */
  known?: { title: string; badges?: ReactNode } | undefined;
  children: (record: Found) => ReactNode;
}) {
  const { what, read } = props;
  if (read.data !== undefined) return props.children(read.data);
  return (
    <Page title={props.known?.title ?? wordsOfCode(what)} badges={props.known?.badges}>
      {read.error ? (
        <FailedState what={what} error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <LoadingRecord />
      )}
    </Page>
  );
}
