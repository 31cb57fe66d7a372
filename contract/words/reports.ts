import type { Values, Words } from '#contract/words/words.ts';

const OUTSTANDING = 'What is outstanding of it is worth, at the price it was ordered at.';

const UNITS = 'Units ordered and still wanted.';
const KEPT = 'Kept out of kept and late, from 0 to 1; null where none is due yet.';
const MEASURED = 'How many had such a day, and are done or past it.';
const ONLY_VIP = 'Only customers who are VIP, or only those who are not.';
const OF_SCHEDULES = {
  report: 'Which report is sent.',
  groupBy: 'By what it is put together; null for its own choice.',
  filters: 'What it is narrowed by: filters of the report by their names.',
  every: 'How often it is sent.',
  weekday: 'Of a weekly one, the day: 1 is Monday, 7 is Sunday.',
  hour: 'It leaves from this hour of the day on, in the time zone of the company.',
  format: 'What is attached: the same file that the report gives.',
  recipientIds: 'The people it goes to; each is sent what they may read.',
  active: 'Whether it is sent at all.',
};
const ofSchedules = (schema: string): Words =>
  Object.fromEntries(Object.entries(OF_SCHEDULES).map(([field, words]) => [`${schema}.${field}`, words]));

/** What fields of reports mean. */
export const fieldsOfReports: Words = {
  ...ofSchedules('ReportSchedule'),
  ...ofSchedules('ReportScheduleBody'),
  ...ofSchedules('ReportScheduleChanges'),
  'ReportScheduleBody.filters.isVip': ONLY_VIP,
  'ReportScheduleChanges.filters.isVip': ONLY_VIP,
  asOf: 'The day of the report: what was so at its end.',
  formula: 'How each figure is computed.',
  figure: 'Which of the figures of the groups it explains.',
  sentence: 'How it is computed.',
  groups: 'The groups, each with its figures.',
  totals: 'The same figures of all groups together.',
  key: 'What the group is of: an id, a month `YYYY-MM`, a reason, or days; null for none.',
  label: 'Its name; null where it has none.',
  backorders: 'Backorders with any of it.',
  overdue: 'Of it, what is promised for a day before that of the report.',
  noDate: 'Of it, what has no promised day.',
  fromDays: 'The first day of waiting of the group.',
  toDays: 'The last day of waiting of the group; null for the oldest.',
  customers: 'Different customers who wait for it.',
  nextRestockOn: 'The next day on which a purchase order brings some; null where none is dated.',
  purchaseOrders: 'Purchase orders that still bring some.',
  timesIn90Days: 'Lines that became a backorder in the 90 days up to the day of the report.',
  'groups.units': UNITS,
  'totals.units': UNITS,
  orderFillRate: 'Orders of which no line was short, from 0 to 1; null for none.',
  lineFillRate: 'Lines of which nothing was short, from 0 to 1; null for none.',
  unitFillRate: 'Units that were not short, from 0 to 1; null for none.',
  backorderRate: 'Lines of which some became a backorder, from 0 to 1; null for none.',
  daysToFillP50: 'Days from backorder to last shipment that half of the filled lines took at most; null for none.',
  daysToFillP90: 'The same of nine in ten.',
  onTimeRequested: 'Against the day the customer asked for.',
  onTimeFirstPromise: 'Against the first day that was promised.',
  onTimeLastPromise: 'Against the day promised last.',
  'onTimeFirstPromise.measured': MEASURED,
  'onTimeLastPromise.measured': MEASURED,
  'onTimeRequested.measured': MEASURED,
  onTime: 'How many of them were on time.',
  share: 'Which part of them, from 0 to 1; null for none.',
  lostSales: 'What was cancelled and not ordered anew.',
  reasons: 'What was lost, by reason.',
  reactions: 'How customers took it, where somebody noted it.',
  'OpenBackordersReport.groups.value': OUTSTANDING,
  'AgingReport.groups.value': OUTSTANDING,
  'ByProductReport.groups.value': OUTSTANDING,
  'ReportLines.value': OUTSTANDING,
  'totals.value': OUTSTANDING,
  'overdue.value': OUTSTANDING,
  'noDate.value': OUTSTANDING,
  'reasons.value': 'What they were worth.',
  'ServiceReport.from': 'The first day of the orders.',
  'ServiceReport.to': 'The last day of the orders.',
  'KeptPromisesReport.from': 'The first day on which the backorders were made.',
  'KeptPromisesReport.to': 'The last day on which the backorders were made.',
  'KeptPromisesReport.groups.measured': 'How many backorders have such a date and were not cancelled whole.',
  'KeptPromisesReport.totals.measured': 'How many backorders have such a date and were not cancelled whole.',
  kept: 'Delivered, or left where no delivery is known, by that day.',
  late: 'Done after that day, or not done and past it.',
  pending: 'Not done, and the day is still to come.',
  slippedOnce: 'Their promise was moved back once.',
  slippedTwice: 'Their promise was moved back twice or more often.',
  'groups.keptShare': KEPT,
  'totals.keptShare': KEPT,
  'reactions.reaction': 'How customers took it.',
  'ReportSchedule.recipients': 'The same people by name.',
  'recipients.active': 'Whether the person works here; nobody else is sent anything.',
  hasReplica: 'Whether reports have a replica of the database to be read from.',
  readsFrom: 'Where they are read from now.',
  lagSeconds: 'How many seconds the replica is behind; null where that is not known.',
  'ReportSource.why': 'Why the replica is not read; null where it is, or there is none.',
  lastMails: 'What became of the mails of the last day on which it was sent.',
  'lastMails.userId': 'Whom it went to.',
  'lastMails.day': 'The day it was sent for.',
  'lastMails.status': 'What became of it.',
  'lastMails.reason': 'Why it did not leave, or not yet; null where it did.',
};

/** What parameters of reports mean. */
export const parametersOfReports: Words = {
  asOf: 'A day: what was so at its end, in the time zone of the company. Left out: today, until now.',
  groupBy: 'By what to put it together.',
  buckets: 'The last day of waiting of each group but the oldest, in rising order, with commas.',
  'reportOpenBackorders.sort': 'In which order the groups stand.',
  'reportService.from': 'Orders of this day and later; 90 days before `to` where it is left out.',
  'reportService.to': 'Orders of this day and before; the day of the report where it is left out.',
  'reportKeptPromises.from': 'Backorders made on this day and later; 90 days before `to` where it is left out.',
  'reportKeptPromises.to': 'Backorders made on this day and before; the day of the report where it is left out.',
  'reportKeptPromises.basis': 'The date they are measured against; the first promise when left out.',
};

const GROUPS = {
  product: 'product',
  customer: 'customer',
  rep: 'representative of the customer today',
  supplier: 'supplier of the item',
  reason: 'why it is on backorder',
  warehouse: 'warehouse that ships it',
  month: 'month of the order',
};

/** What choices in reports mean. */
export const valuesOfReports: Values = {
  format: { json: 'as the answer is described', csv: 'comma-separated values, UTF-8', xlsx: 'an Excel workbook' },
  groupBy: GROUPS,
  report: {
    'open-backorders': 'open backorders in groups',
    aging: 'by how long they have waited',
    'by-product': 'by product',
    service: 'how orders were served',
    'kept-promises': 'how promises were kept',
  },
  readsFrom: { database: 'the database itself', replica: 'the replica of `REPORTS_DATABASE_URL`' },
  every: { day: 'every day', week: 'once a week' },
  'lastMails.status': {
    queued: 'about to leave, or tried again',
    sent: 'taken by the mail server',
    recorded: 'not sent, as no mail server is set up',
    failed: 'given up',
  },
  'reportOpenBackorders.sort': {
    value: 'the most valuable first',
    age: 'the one that waits longest first',
    name: 'by name',
  },
};
