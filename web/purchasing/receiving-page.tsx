import { Button, CloseButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ProblemError } from '#web/api/problem-error.ts';
import { type ItemOf, reading, useList } from '#web/api/read.ts';
import { linesOfCode } from '#web/catalog/lines-of-code.ts';
import { WarehouseFilter } from '#web/catalog/warehouse-filter.tsx';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { DayOr } from '#web/ui/date-text.tsx';
import { relativeDayText } from '#web/ui/date-words.ts';
import { Floor } from '#web/ui/floor.tsx';
import { Page, Section } from '#web/ui/page.tsx';
import { problemSentence } from '#web/ui/problem-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { ScanBox } from '#web/ui/scan-box.tsx';
import { EmptyState, FailedState, LoadingState } from '#web/ui/states.tsx';
import { RECEIVING_GROUPS, receivingGroup } from './receiving-group.ts';
import styles from './receiving-page.module.css';

const route = getRouteApi('/signed-in/receiving');
type PurchaseOrder = ItemOf<'listPurchaseOrders'>;

/** What is expected at the dock, the late first: scan a purchase order or an item, and its page opens. */
export function ReceivingPage() {
  const { q, warehouse } = route.useSearch();
  const navigate = useNavigate({ from: '/receiving' });
  const { today } = useCompany();
  const asked = { status: 'open', sort: 'expectedOn', warehouseId: warehouse } as const;
  const list = useList('listPurchaseOrders', { query: { ...asked, q } });
  const { find, isBusy, says } = useScan(asked);
  const groups = RECEIVING_GROUPS.map((group) => ({
    group,
    rows: list.rows?.filter((row) => receivingGroup(row.expectedOn, today) === group) ?? [],
  })).filter(({ rows }) => rows.length > 0);

  return (
    <Floor>
      <Page title={t('receiving.title')}>
        <div className={styles.tools}>
          <ScanBox label={t('receiving.scan')} onScan={(code) => void find(code)} isBusy={isBusy} says={says} />
          <WarehouseFilter
            value={warehouse}
            onChange={(id) => void navigate({ search: (before) => ({ ...before, warehouse: id }) })}
          />
        </div>
        {q && (
          <p className={styles.only}>
            {t('receiving.only', { code: q })}
            <CloseButton
              aria-label={t('receiving.all')}
              onClick={() => void navigate({ search: (before) => ({ ...before, q: undefined }) })}
            />
          </p>
        )}
        {list.error && !list.rows && (
          <FailedState what={t('receiving.title')} error={list.error} onRetry={list.retry} />
        )}
        {!list.rows && !list.error && <LoadingState rows={8} rowHeight={72} />}
        {list.rows?.length === 0 && (
          <EmptyState title={q ? t('list.noMatch') : t('receiving.empty')}>
            {q ? t('receiving.notFound', { code: q }) : t('receiving.emptyWhy')}
          </EmptyState>
        )}
        {groups.map(({ group, rows }) => (
          <Section
            key={group}
            title={t(`receiving.group.${group}`)}
            note={numberText(rows.length) + (list.hasMore && group === groups.at(-1)?.group ? '+' : '')}
            flush
          >
            <ul className={styles.rows}>
              {rows.map((row) => (
                <li key={row.id}>
                  <Expected row={row} today={today} />
                </li>
              ))}
            </ul>
          </Section>
        ))}
        {list.hasMore && (
          <div>
            <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
              {t('receiving.more')}
            </Button>
          </div>
        )}
      </Page>
    </Floor>
  );
}

function Expected({ row, today }: { row: PurchaseOrder; today: string }) {
  const open = row.lines.filter(({ remaining }) => remaining > 0);
  const [first] = open;
  const isLate = row.expectedOn !== null && row.expectedOn < today;
  return (
    <Link to="/receiving/$purchaseOrderId" params={{ purchaseOrderId: row.id }} className={styles.row}>
      <span className={styles.number}>{row.number}</span>
      <span className={styles.supplier}>{row.supplierName}</span>
      <span className={styles.items}>
        {first &&
          (open.length === 1 ? first.itemName : t('item.andMore', { item: first.itemName, count: open.length - 1 }))}
      </span>
      <span className={styles.units}>
        {t('receiving.toCome', {
          amount: t('quantity.units', { count: row.remaining, number: numberText(row.remaining) }),
        })}
      </span>
      <span className={row.spokenFor > 0 ? styles.spoken : 'quiet'}>
        {row.spokenFor > 0
          ? t('purchasing.forCustomers', { count: row.waitingCustomers, units: numberText(row.spokenFor) })
          : t('purchasing.nobodyWaits')}
      </span>
      <span className={isLate ? styles.late : 'quiet'}>
        <DayOr on={row.expectedOn} otherwise={t('backorders.noDate')} />
        {row.expectedOn && <span className="small"> · {relativeDayText(row.expectedOn, today)}</span>}
      </span>
    </Link>
  );
}

/**
 * Where a scanned code leads: a purchase order by its number, one line by its item, or a list to choose from. What is scanned
 * while it is looked for is counted there too.
 */
function useScan(asked: { status: 'open'; sort: 'expectedOn'; warehouseId: string | undefined }) {
  const navigate = useNavigate({ from: '/receiving' });
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  const behind = useRef<string[]>([]);

  async function find(code: string) {
    if (isBusy) {
      behind.current.push(code);
      return;
    }
    setIsBusy(true);
    setSays(null);
    try {
      const { data } = await client.fetchQuery(
        reading('listPurchaseOrders', { query: { ...asked, q: code, limit: 20 } }),
      );
      await lead(code, data);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setSays(problemSentence(error));
    } finally {
      behind.current = [];
      setIsBusy(false);
    }
  }

  async function lead(code: string, found: readonly PurchaseOrder[]) {
    const named = found.find(({ number }) => number.toLowerCase() === code.toLowerCase());
    const bringing = found.flatMap((order) => linesOfCode(order.lines, code).map((line) => ({ order, line })));
    const [only] = bringing;
    if (named) await open(named.id, {}, behind.current);
    else if (only && bringing.length === 1)
      await open(only.order.id, { line: only.line.id }, [code, ...behind.current]);
    else if (found.length > 0) {
      setSays(t('receiving.several', { code }));
      await navigate({ search: (before) => ({ ...before, q: code }) });
    } else setSays([code, ...behind.current].map((one) => t('receiving.notFound', { code: one })).join(' '));
  }

  function open(purchaseOrderId: string, search: { line?: string }, codes: readonly string[]) {
    const scans = codes.length > 0 ? { scans: codes.map((one) => `${one};`).join('') } : {};
    return navigate({
      to: '/receiving/$purchaseOrderId',
      params: { purchaseOrderId },
      search: { ...search, ...scans },
    });
  }
  return { find, isBusy, says };
}
