import { Books } from './books.ts';

/** What a distributor's QuickBooks has before anything is sent to it. */
export function sampleCompany(now?: () => number): Books {
  const books = new Books('River Wines & Spirits', now);
  for (const [Id, Name, AccountType] of [
    ['79', 'Sales of Product Income', 'Income'],
    ['82', 'Freight Income', 'Income'],
    ['86', 'Discounts given', 'Income'],
    ['90', 'Bottle deposits held', 'Other Current Liability'],
    ['95', 'Cost of Goods Sold', 'Cost of Goods Sold'],
  ] as const)
    books.create('Account', { Id, Name, AccountType });
  for (const Name of ['TAX', 'NON']) books.create('TaxCode', { Id: Name, Name });
  for (const [Id, Name, DueDays] of [
    ['1', 'Due on receipt', 0],
    ['2', 'Net 15', 15],
    ['3', 'Net 30', 30],
    ['4', 'Net 60', 60],
  ] as const)
    books.create('Term', { Id, Name, DueDays, Type: 'STANDARD' });
  for (const [Name, account] of [
    ['Freight', '82'],
    ['Deals', '86'],
    ['Bottle deposit', '90'],
  ] as const)
    books.create('Item', { Name, Type: 'Service', IncomeAccountRef: { value: account } });
  return books;
}
