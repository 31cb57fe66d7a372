import { answers } from '#web/api/answers.ts';
import type { ItemOf, ListName } from '#web/api/read.ts';

/** A record as a list that was read has it: what is known of it before its own page is read. */
export function listed<Name extends ListName>(name: Name, id: string): ItemOf<Name> | undefined {
  type Page = { data: readonly { id: string }[] };
  const read = answers.getQueriesData<Page | { pages: readonly Page[] }>({ queryKey: [name] });
  const rows = read.flatMap(([, answer]) =>
    answer === undefined ? [] : 'pages' in answer ? answer.pages.flatMap(({ data }) => data) : answer.data,
  );
  return rows.find((row) => row.id === id) as ItemOf<Name> | undefined;
}
