import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useList } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { Choice } from '#web/ui/choice.tsx';
import { NarrowSelect } from '#web/ui/narrow-select.tsx';
import { Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { SearchBox } from '#web/ui/search-box.tsx';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { useCameFor } from './came-for.ts';
import { MatchActs } from './match-acts.tsx';
import { MatchTable } from './match-table.tsx';
import styles from './quickbooks.module.css';
import { COUNTS, MATCH_KINDS, MATCH_STATES, MATCHING, type Quickbooks } from './quickbooks-words.ts';
import { type Matching, useMatching } from './use-matching.ts';

const route = getRouteApi('/signed-in/settings/quickbooks');

/** Our customers, items and terms beside those of QuickBooks, to be confirmed by a person. */
export function MatchSection({ of }: { of: Quickbooks }) {
  const { kind = 'customer', state, q } = route.useSearch();
  const list = useList('listQuickbooksMatches', { query: { kind, state, q, limit: 200 } });
  const matching = useMatching();
  const place = useCameFor(MATCHING);
  return (
    <Section title={t('quickbooks.matching')} flush>
      <div id={MATCHING} ref={place} className={styles.place} />
      <Narrowing of={of} />
      <div className={styles.inset}>
        {list.rows && <MatchActs kind={kind} rows={list.rows} matching={matching} />}
        <Refused error={matching.error} />
        {matching.failed.length > 0 && (
          <ul className={styles.failed} role="alert">
            {[...byProblem(matching.failed)].map(([problem, names]) => (
              <li key={problem}>
                <b>{names.join(', ')}</b> {problem}
              </li>
            ))}
          </ul>
        )}
      </div>
      <ListOfRecords
        what={t('quickbooks.matching')}
        list={list}
        empty={<EmptyState title={t('quickbooks.nobody')}>{t('quickbooks.nobodyWhy')}</EmptyState>}
      >
        {(rows) => <MatchTable key={kind} kind={kind} rows={rows} matching={matching} />}
      </ListOfRecords>
    </Section>
  );
}

/** What is said of many is said once. */
function byProblem(failed: Matching['failed']): Map<string, string[]> {
  const said = new Map<string, string[]>();
  for (const { problem, name } of failed) said.set(problem, [...(said.get(problem) ?? []), name]);
  return said;
}

function Narrowing({ of }: { of: Quickbooks }) {
  const { kind = 'customer', state, q = '' } = route.useSearch();
  const navigate = useNavigate({ from: '/settings/quickbooks' });
  const narrow = (change: { kind?: typeof kind; state?: typeof state; q?: string }) =>
    void navigate({ search: ({ connection: _, ...before }) => ({ ...before, ...change }), replace: true });
  return (
    <div className={styles.narrowing}>
      <Choice
        label={t('quickbooks.kinds')}
        options={MATCH_KINDS.map((value) => ({
          value,
          label: countedText(value, of.matches[COUNTS[value]]),
        }))}
        value={kind}
        onChange={(value) => narrow({ kind: value })}
      />
      <NarrowSelect
        label={t('quickbooks.states')}
        any={t('quickbooks.anyState')}
        value={state}
        options={MATCH_STATES.map((value) => ({ value, label: t(`quickbooks.state.${value}`) }))}
        onChange={(value) => narrow({ state: value })}
      />
      <SearchBox label={t('quickbooks.search')} value={q} onSearch={(text) => narrow({ q: text || undefined })} />
    </div>
  );
}

/** "Items: 9 of 2,948 matched" */
function countedText(
  kind: (typeof MATCH_KINDS)[number],
  { matched, total }: { matched: number; total: number },
): string {
  return t(`quickbooks.counted.${kind}`, { matched: numberText(matched), total: numberText(total) });
}
