import type { Handlers } from '../platform/http/handlers.ts';
import { thenRead } from '../platform/then-read.ts';
import { listPromises, readBackorder, readBackorderHistory } from '../reads/backorder.ts';
import { readWaitedDays } from '../reads/dates-kept.ts';
import { explainBackorder, explainOrder } from '../reads/explanation.ts';
import { readWaitingDays } from '../reads/waiting-days.ts';
import { cancelBackorder, previewBackorderCancellation } from './cancel-backorder.ts';
import { cancelBackorders, prioritizeBackorders } from './change-many.ts';
import { countBackorders } from './count-backorders.ts';
import { createBackorder } from './create-backorder.ts';
import { readBackorderFills } from './fills.ts';
import { groupBackorders } from './group-backorders.ts';
import { listBackorders } from './list-backorders.ts';
import { listOutlooks } from './outlooks.ts';
import { prioritizeBackorder } from './prioritize-backorder.ts';
import { promiseBackorder } from './promise-backorder.ts';
import { readTimeline } from './timeline.ts';
import { updateBackorder } from './update-backorder.ts';

export const backorderHandlers: Handlers<
  | 'listBackorders'
  | 'getTimeline'
  | 'getWaitedDays'
  | 'getWaitingDays'
  | 'countBackorders'
  | 'groupBackorders'
  | 'getBackorder'
  | 'createBackorder'
  | 'updateBackorder'
  | 'listPromises'
  | 'promiseBackorder'
  | 'prioritizeBackorder'
  | 'prioritizeBackorders'
  | 'cancelBackorder'
  | 'cancelBackorders'
  | 'previewBackorderCancellation'
  | 'getBackorderHistory'
  | 'explainBackorder'
  | 'explainOrder'
  | 'listOutlooks'
  | 'getBackorderFills'
> = {
  getTimeline: readTimeline,
  getWaitedDays: readWaitedDays,
  getWaitingDays: readWaitingDays,
  listBackorders: (viewer, request, reading) => listBackorders(viewer, request, reading),
  countBackorders,
  groupBackorders,
  getBackorder: (viewer, { params }, reading) => readBackorder(viewer, reading, params.id),
  listPromises,
  promiseBackorder,
  prioritizeBackorder,
  prioritizeBackorders,
  createBackorder: thenRead(createBackorder, readBackorder),
  updateBackorder: thenRead(updateBackorder, readBackorder),
  cancelBackorder: thenRead(cancelBackorder, readBackorder),
  cancelBackorders,
  previewBackorderCancellation,
  getBackorderHistory: readBackorderHistory,
  explainBackorder,
  explainOrder,
  listOutlooks,
  getBackorderFills: readBackorderFills,
};
