import type { Handlers } from '../platform/http/handlers.ts';
import { addNote } from './add-note.ts';
import { promiseBackorders } from './promise-backorders.ts';
import {
  listBackorderCommunications,
  listOrderCommunications,
  readBackorderTimeline,
  readOrderTimeline,
} from './queries.ts';
import { recordCommunication } from './record-communication.ts';
import { recordBackorderCommunications } from './record-communications.ts';

/** What was said, and everything else that happened, about an order or a backorder. */
export const communicationHandlers: Handlers<
  | 'getOrderTimeline'
  | 'listOrderCommunications'
  | 'recordOrderCommunication'
  | 'addOrderNote'
  | 'getBackorderTimeline'
  | 'listBackorderCommunications'
  | 'recordBackorderCommunication'
  | 'recordBackorderCommunications'
  | 'promiseBackorders'
  | 'addBackorderNote'
> = {
  getOrderTimeline: readOrderTimeline,
  listOrderCommunications,
  recordOrderCommunication: (viewer, { params, body }, work) =>
    recordCommunication(viewer, { orderId: params.id }, body, work),
  addOrderNote: (viewer, { params, body }, work) => addNote(viewer, { orderId: params.id }, body, work),
  getBackorderTimeline: readBackorderTimeline,
  listBackorderCommunications,
  recordBackorderCommunication: (viewer, { params, body }, work) =>
    recordCommunication(viewer, { backorderId: params.id }, body, work),
  recordBackorderCommunications,
  promiseBackorders,
  addBackorderNote: (viewer, { params, body }, work) => addNote(viewer, { backorderId: params.id }, body, work),
};
