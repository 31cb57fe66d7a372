import type { Handlers } from '../platform/http/handlers.ts';
import {
  createReportSchedule,
  deleteReportSchedule,
  listReportSchedules,
  updateReportSchedule,
} from './report-schedules.ts';

/** Reports that go out by e-mail. */
export const reportScheduleHandlers: Handlers<
  'listReportSchedules' | 'createReportSchedule' | 'updateReportSchedule' | 'deleteReportSchedule'
> = { listReportSchedules, createReportSchedule, updateReportSchedule, deleteReportSchedule };
