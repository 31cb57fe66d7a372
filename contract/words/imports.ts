import type { Values, Words } from '#contract/words/words.ts';

const FAILED_BECAUSE = 'Why it could not be written, or taken back; null where it could.';

/** What fields of imports mean. */
export const fieldsOfImports: Words = {
  'ImportBody.file': 'The file: its name, and its content as text or as base64 (an Excel workbook).',
  'file.name': 'What the sender calls it; the list of files shows it.',
  'file.text': 'What is in it, where it is text.',
  'file.base64': 'What is in it as base64; then its encoding is recognized.',
  mapping:
    'By field, the heading of the column that fills it. Left out: proposed by the names, or as for such columns before.',
  units: 'What quantities of the file count.',
  filename: 'The name of the file.',
  columns: 'The columns of the file, with the first values of each.',
  heading: 'What the column is called.',
  samples: 'The first values of it.',
  fields: 'The fields that can be filled.',
  isRequired: 'Nothing is written before a column fills it.',
  example: 'A value as it may be.',
  forms:
    'By field, how its column writes numbers (`point`, `comma`) and days (`iso`, `day_first`, `month_first`, `excel`).',
  counts: 'How many rows would do what, or did.',
  create: 'Rows that make a new record.',
  update: 'Rows that change a record.',
  same: 'Rows that change nothing: it is so already, or nothing of it is open.',
  refused: 'Rows that are left out.',
  refusals: 'The first refused rows; all of them are in the file of refused rows.',
  row: 'The line of the file on which the row ends.',
  column: 'The heading of the column that is to blame; null for the row as a whole.',
  done: 'How many rows are written so far, or taken back.',
  'ImportRecord.problem': FAILED_BECAUSE,
  'Import.problem': FAILED_BECAUSE,
  endedAt: 'When it was committed or reversed; null while it was not.',
  'ImportRecord.refusals.value': 'What stands in the column.',
  'ImportRecord.refusals.reason': 'Why the row is refused.',
};

/** What parameters of imports mean. */
export const parametersOfImports: Words = {
  'listImports.kind': 'Only files of this kind.',
  'getImportTemplate.kind': 'Of which kind the template is.',
};

const KINDS = {
  suppliers: 'suppliers, by name',
  products: 'items with their products, by SKU',
  customers: 'customers, by account number',
  holds: 'customers who get nothing for now, or only against cash, by account number',
  stock: 'counts of stock, by SKU and warehouse',
  purchase_orders: 'open purchase orders, by the number they have',
  orders: 'open orders, by the number they have',
  prices: 'list prices, by SKU',
};
const UNITS = { base: 'base units', cases: 'whole cases' };
const STATUSES = {
  ready: 'looked at; nothing is written',
  committing: 'it is being written',
  committed: 'it is written',
  failed: 'it could not be written, and nothing was',
  reversing: 'it is being taken back',
  reversed: 'it was written and taken back',
};

/** What choices of imports mean. */
export const valuesOfImports: Values = {
  'ImportBody.kind': KINDS,
  'ImportRecord.kind': KINDS,
  'Import.kind': KINDS,
  'listImports.kind': KINDS,
  'getImportTemplate.kind': KINDS,
  units: UNITS,
  'ImportRecord.status': STATUSES,
  'Import.status': STATUSES,
};
