import { useEffect } from 'react';
import type { OperationName } from '#contract/routes.ts';
import { answers } from '#web/api/answers.ts';
import { askServer } from '#web/api/connection.ts';

type Changed = { type: string; id: string | null };

const EVERYWHERE: OperationName[] = ['getHome', 'listExceptions', 'listNotifications'];
const WAITING: OperationName[] = [
  'listBackorders',
  'countBackorders',
  'groupBackorders',
  'getTimeline',
  'listDueReviews',
  'listOrders',
];
const RECORDS: OperationName[] = [
  'getBackorder',
  'getWaitingDays',
  'getOrder',
  'explainBackorder',
  'getBackorderTimeline',
  'getOrderTimeline',
];
const SUPPLY: OperationName[] = [
  'listPurchaseOrders',
  'getPurchaseOrder',
  'listStock',
  'listStockMovements',
  'getTimeline',
  'getSupplierReliability',
];

/** Which answers on screen a change of a record may make old. A record the table does not know touches none. */
const TOUCHED: Record<string, readonly OperationName[]> = {
  order: [...EVERYWHERE, ...WAITING, ...RECORDS],
  backorder: [...EVERYWHERE, ...WAITING, ...RECORDS],
  fulfillment: [
    ...EVERYWHERE,
    ...WAITING,
    ...RECORDS,
    ...SUPPLY,
    'listFulfillments',
    'listInvoices',
    'listCreditNotes',
  ],
  invoice: ['listInvoices', 'getInvoice', 'listCreditNotes', 'getCreditNote'],
  allocation: [...EVERYWHERE, ...WAITING, ...RECORDS, ...SUPPLY],
  allocation_run: [...EVERYWHERE, ...WAITING, ...RECORDS, ...SUPPLY],
  purchase_order: [...EVERYWHERE, ...RECORDS, ...SUPPLY],
  receipt: [...EVERYWHERE, ...SUPPLY],
  stock: [...EVERYWHERE, ...RECORDS, ...SUPPLY],
  outlook: ['getHome', ...WAITING],
  follow_up: ['getHome', 'listExceptions', 'listFollowUps', 'getBackorderTimeline', 'getOrderTimeline'],
  exception: EVERYWHERE,
  message: [...EVERYWHERE, 'listMailbox', 'getMessage', 'getBackorderTimeline', 'getOrderTimeline'],
  notification: ['listNotifications'],
};

const AT_LEAST_MILLISECONDS = 400;
/** Screens beside each other do not all ask in the same instant. */
const SPREAD_MILLISECONDS = 600;
const TRY_AGAIN_MILLISECONDS = 30_000;

/**
 * Keeps what is on screen true while others work: one stream for the whole app says which records change, and the answers
 * they touch are read anew behind the screen, which keeps its place, its selection and its focus. Where there is no
 * stream, nothing is lost but haste.
 */
export function useLiveEvents(): void {
  useEffect(() => {
    const touched = new Set<OperationName>();
    let isAll = false;
    let later: ReturnType<typeof setTimeout> | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let stream: EventSource | null = null;

    const refetch = () => {
      later = undefined;
      if (document.hidden) return;
      const names = new Set(touched);
      const everything = isAll;
      touched.clear();
      isAll = false;
      void answers.invalidateQueries({
        predicate: ({ queryKey }) => everything || names.has(queryKey[0] as OperationName),
      });
    };
    const soon = () => {
      later ??= setTimeout(refetch, AT_LEAST_MILLISECONDS + Math.random() * SPREAD_MILLISECONDS);
    };
    const onVisible = () => {
      if (!document.hidden && (isAll || touched.size > 0)) soon();
    };

    const open = () => {
      stream = new EventSource('/api/v1/events');
      stream.addEventListener('changed', ({ data }: MessageEvent<string>) => {
        for (const { type } of JSON.parse(data) as Changed[]) for (const name of TOUCHED[type] ?? []) touched.add(name);
        if (touched.size > 0) soon();
      });
      stream.addEventListener('refetch', () => {
        isAll = true;
        soon();
      });
      // The browser comes again by itself, except after a refusal.
      stream.addEventListener('error', () => {
        void askServer();
        if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, TRY_AGAIN_MILLISECONDS);
      });
    };
    open();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      clearTimeout(later);
      clearTimeout(again);
      stream?.close();
    };
  }, []);
}
