import type { Handlers } from '../platform/http/handlers.ts';
import { cancelBackorder, previewBackorderCancellation } from './cancel-backorder.ts';
import { prioritizeBackorders, promiseBackorders } from './change-many.ts';
import { countBackorders } from './count-backorders.ts';
import { explainBackorder } from './explanation.ts';
import { readBackorderFills } from './fills.ts';
import { groupBackorders } from './group-backorders.ts';
import { listBackorders } from './list-backorders.ts';
import { listOutlooks } from './outlooks.ts';
import { prioritizeBackorder } from './prioritize-backorder.ts';
import { promiseBackorder } from './promise-backorder.ts';
import { listPromises, readBackorder, readBackorderHistory } from './queries.ts';

export const backorderHandlers: Handlers<
  | 'listBackorders'
  | 'countBackorders'
  | 'groupBackorders'
  | 'getBackorder'
  | 'listPromises'
  | 'promiseBackorder'
  | 'promiseBackorders'
  | 'prioritizeBackorder'
  | 'prioritizeBackorders'
  | 'cancelBackorder'
  | 'previewBackorderCancellation'
  | 'getBackorderHistory'
  | 'explainBackorder'
  | 'listOutlooks'
  | 'getBackorderFills'
> = {
  listBackorders: (viewer, request, reading) => listBackorders(viewer, request, reading),
  countBackorders,
  groupBackorders,
  getBackorder: (viewer, { params }, reading) => readBackorder(viewer, reading, params.id),
  listPromises,
  promiseBackorder,
  promiseBackorders,
  prioritizeBackorder,
  prioritizeBackorders,
  cancelBackorder,
  previewBackorderCancellation,
  getBackorderHistory: readBackorderHistory,
  explainBackorder,
  listOutlooks,
  getBackorderFills: readBackorderFills,
};
