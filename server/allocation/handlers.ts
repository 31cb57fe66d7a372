import type { Handlers } from '../platform/http/handlers.ts';
import { readAllocationRun } from './queries.ts';
import { runAllocationByHand } from './run-allocation-by-hand.ts';

export const allocationHandlers: Handlers<'getAllocationRun' | 'runAllocation'> = {
  getAllocationRun: (viewer, { params }, reading) => readAllocationRun(viewer, reading, params.id),
  runAllocation: runAllocationByHand,
};
