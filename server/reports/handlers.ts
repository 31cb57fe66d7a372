import type { Handlers } from '../platform/http/handlers.ts';
import { reportByProduct } from './by-product.ts';
import { reportKeptPromises } from './kept-promises.ts';
import { listKeptPromises } from './list-kept-promises.ts';
import { listReportLines } from './list-lines.ts';
import { listServiceLines } from './list-service-lines.ts';
import { reportService } from './service.ts';
import { reportAging, reportOpenBackorders } from './waiting-reports.ts';

/** What managers ask of what waits and how orders were served. */
export const reportHandlers: Handlers<
  | 'reportOpenBackorders'
  | 'reportAging'
  | 'reportByProduct'
  | 'reportService'
  | 'reportKeptPromises'
  | 'listReportLines'
  | 'listServiceLines'
  | 'listKeptPromises'
> = {
  reportOpenBackorders,
  reportAging,
  reportByProduct,
  reportService,
  reportKeptPromises,
  listReportLines,
  listServiceLines,
  listKeptPromises,
};
