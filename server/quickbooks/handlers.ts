import { isRefused } from '#contract/errors.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { thenRead } from '../platform/then-read.ts';
import { beginConnection } from './connect.ts';
import { disconnectQuickbooks } from './disconnect.ts';
import { listMatches } from './list-matches.ts';
import { matchInQuickbooks } from './match.ts';
import type { Quickbooks } from './open-quickbooks.ts';
import { getQuickbooks, listRecords } from './queries.ts';
import { checkQuickbooks } from './read-records.ts';
import { updateQuickbooks } from './update-quickbooks.ts';

/** QuickBooks Online as the company's accounting; null where this installation knows no app at Intuit. */
export function quickbooksHandlers(quickbooks: Quickbooks | null): Handlers<Operations> {
  const isSetUp = quickbooks !== null;
  const answering = (act: Parameters<typeof thenRead>[0]) =>
    thenRead(act, (_, reading) => getQuickbooks(reading, isSetUp));
  return {
    getQuickbooks: (_viewer, _request, reading) => getQuickbooks(reading, isSetUp),
    updateQuickbooks: async (_viewer, request, work) => {
      const done = await updateQuickbooks(request, work);
      return isRefused(done) ? done : getQuickbooks({ ...work, queries: work.tx }, isSetUp);
    },
    connectQuickbooks: (viewer, request, work) => beginConnection(quickbooks, viewer, request, work),
    disconnectQuickbooks: answering((_viewer, _request, work) => disconnectQuickbooks(quickbooks, work)),
    checkQuickbooks: answering((_viewer, _request, work) => checkQuickbooks(quickbooks, work)),
    listQuickbooksRecords: (_viewer, request, reading) => listRecords(request, reading),
    listQuickbooksMatches: (_viewer, request, reading) => listMatches(request, reading),
    matchInQuickbooks: (viewer, request, work) => matchInQuickbooks(quickbooks, viewer, request, work),
  };
}

type Operations =
  | 'getQuickbooks'
  | 'updateQuickbooks'
  | 'connectQuickbooks'
  | 'disconnectQuickbooks'
  | 'checkQuickbooks'
  | 'listQuickbooksRecords'
  | 'listQuickbooksMatches'
  | 'matchInQuickbooks';
