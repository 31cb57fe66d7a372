import {
  type InfiniteData,
  keepPreviousData,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Answer } from '#contract/operations.ts';
import type { OperationName, routes } from '#contract/routes.ts';
import { callGiven, type Exactly, type Given } from '#web/api/call.ts';
import type { ProblemError } from '#web/api/problem-error.ts';

export type ReadName = {
  [Name in OperationName]: (typeof routes)[Name]['method'] extends 'GET' ? Name : never;
}[OperationName];
export type ListName = {
  [Name in ReadName]: Answer<Name> extends { nextCursor: string | null } ? Name : never;
}[ReadName];
export type ItemOf<Name extends ListName> = Answer<Name> extends { data: (infer Item)[] } ? Item : never;

/** How one answer is asked for, for hooks and for routes that wait for it. */
export function reading<Name extends ReadName, Sent extends Given<Name>>(
  name: Name,
  given: Sent & Exactly<Sent, Given<Name>>,
) {
  return readingGiven(name, given);
}

function readingGiven<Name extends ReadName>(name: Name, given: Given<Name>) {
  return {
    queryKey: [name, given] as const,
    queryFn: ({ signal }: { signal: AbortSignal }): Promise<Answer<Name>> => callGiven(name, given, { signal }),
  };
}

type ReadOptions<Name extends ReadName> = {
  enabled?: boolean;
  keepPrevious?: boolean;
  /** In how many milliseconds to look again by itself, or false. */
  again?: (answer: Answer<Name> | undefined) => number | false;
};

/** One answer of the server. The one before stays in sight while another is asked for under the same hook. */
export function useRead<Name extends ReadName, Sent extends Given<Name>>(
  name: Name,
  given: Sent & Exactly<Sent, Given<Name>>,
  options: ReadOptions<Name> = {},
): UseQueryResult<Answer<Name>, ProblemError> {
  return useReadGiven(name, given, options);
}

function useReadGiven<Name extends ReadName>(
  name: Name,
  given: Given<Name>,
  { enabled = true, keepPrevious, again }: ReadOptions<Name>,
): UseQueryResult<Answer<Name>, ProblemError> {
  return useQuery<Answer<Name>, ProblemError>({
    ...readingGiven(name, given),
    enabled,
    ...(again ? { refetchInterval: ({ state }) => again(state.data) } : {}),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

export type List<Item> = {
  rows: Item[] | undefined;
  error: ProblemError | null;
  /** The rows shown belong to the question before. */
  isOutdated: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
  retry(): void;
};

/** A list of the server, page after page. */
export function useList<Name extends ListName, Sent extends Given<Name>>(
  name: Name,
  given: Sent & Exactly<Sent, Given<Name>>,
): List<ItemOf<Name>> {
  const pages = useInfiniteQuery<
    Answer<Name>,
    ProblemError,
    InfiniteData<Answer<Name>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: [name, 'pages', given],
    queryFn: ({ pageParam, signal }) => callGiven(name, withCursor(given, pageParam), { signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => (page as { nextCursor: string | null }).nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(
    () => pages.data?.pages.flatMap((page) => (page as unknown as { data: ItemOf<Name>[] }).data),
    [pages.data],
  );
  return {
    rows,
    error: pages.error,
    isOutdated: pages.isPlaceholderData,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void (pages.hasNextPage && !pages.isFetchingNextPage && pages.fetchNextPage()),
    retry: () => void pages.refetch(),
  };
}

/** The first rows of a list, for a page that shows some of them; `hasFurther` says whether there are others. */
export function useFirst<Name extends ListName, Sent extends Given<Name>>(
  name: Name,
  given: Sent & Exactly<Sent, Given<Name>>,
): List<ItemOf<Name>> & { hasFurther: boolean } {
  const read = useReadGiven(name, given, { keepPrevious: true });
  const page = read.data as unknown as { data: ItemOf<Name>[]; nextCursor: string | null } | undefined;
  return {
    rows: page?.data,
    error: read.error,
    isOutdated: read.isPlaceholderData,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    retry: () => void read.refetch(),
    hasFurther: page !== undefined && page.nextCursor !== null,
  };
}

function withCursor<Name extends ListName>(given: Given<Name>, cursor: string | undefined): Given<Name> {
  return { ...given, query: { ...(given as { query?: object }).query, cursor } } as Given<Name>;
}
