import type { Handlers } from '../platform/http/handlers.ts';
import { holdBackorder, holdOrder } from './hold-demand.ts';
import { releaseBackorder, releaseOrder } from './release-hold.ts';

export const holdHandlers: Handlers<'holdBackorder' | 'holdOrder' | 'releaseBackorder' | 'releaseOrder'> = {
  holdBackorder,
  holdOrder,
  releaseBackorder,
  releaseOrder,
};
