import type { Handlers } from '../platform/http/handlers.ts';
import { cancelBackorder } from './cancel-backorder.ts';
import { explainBackorder } from './explanation.ts';
import { readBackorderFills } from './fills.ts';
import { promiseBackorder } from './promise-backorder.ts';
import { countBackorders, listBackorders, listPromises, readBackorder, readBackorderHistory } from './queries.ts';

export const backorderHandlers: Handlers<
  | 'listBackorders'
  | 'countBackorders'
  | 'getBackorder'
  | 'listPromises'
  | 'promiseBackorder'
  | 'cancelBackorder'
  | 'getBackorderHistory'
  | 'explainBackorder'
  | 'getBackorderFills'
> = {
  listBackorders,
  countBackorders,
  getBackorder: (viewer, { params }, reading) => readBackorder(viewer, reading, params.id),
  listPromises,
  promiseBackorder,
  cancelBackorder,
  getBackorderHistory: readBackorderHistory,
  explainBackorder,
  getBackorderFills: readBackorderFills,
};
