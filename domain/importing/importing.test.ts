import { describe, expect, it } from 'vitest';
import { mappingProblem, missingFields, proposeMapping } from './map-columns.ts';
import { countShareForms, dayFormOf, numberFormOf, readDay, readNumber, readShare } from './read-values.ts';

describe('columns are proposed by their names', () => {
  it('as others call them, each for one field', () => {
    expect(proposeMapping('customers', ['Customer ID', 'Company', 'City', 'ZIP code', 'Fax'])).toEqual({
      accountNumber: 'Customer ID',
      name: 'Company',
      city: 'City',
      postalCode: 'ZIP code',
    });
    expect(proposeMapping('orders', ['order_id', 'customer_id', 'product_id', 'quantity', 'order_date'])).toEqual({
      number: 'order_id',
      account: 'customer_id',
      sku: 'product_id',
      quantity: 'quantity',
      orderedOn: 'order_date',
    });
  });

  it('unless their values cannot be that', () => {
    const rows = [
      ['BR', '100', 'Merlot', 'cheap'],
      ['BR', '101', 'Tannat', 'dear'],
      ['BR', '102', 'Cabernet', 'dear'],
    ];
    expect(proposeMapping('products', ['Code', 'WineID', 'WineName', 'Price'], rows)).toEqual({
      sku: 'WineID',
      product: 'WineName',
    });
  });

  it('and a column of the very name is not left out because many of its values are wrong', () => {
    const days = ['31/12/2025', '2027-01-01', 'soon', '00/00/0000', 'x', 'y'].map((day) => ['1', day]);
    expect(proposeMapping('orders', ['Number', 'Ordered on'], days)).toEqual({
      number: 'Number',
      orderedOn: 'Ordered on',
    });
  });

  it('and say what is missing or is no column', () => {
    expect(missingFields('stock', { sku: 'SKU' })).toEqual(['quantity']);
    expect(mappingProblem('stock', { sku: 'SKU' }, ['SKU'])).toBeNull();
    expect(mappingProblem('stock', { sku: 'Item' }, ['SKU'])).toBe('the file has no column Item');
    expect(mappingProblem('stock', { colour: 'SKU' }, ['SKU'])).toBe('stock have no field colour');
  });
});

describe('numbers are read in the form of their column', () => {
  it.each([
    [['12.50', '1,234.50'], 'point', ['12.50', '1234.50']],
    [['12,50', '1.234,50'], 'comma', ['12.50', '1234.50']],
    [['1,234', '12'], 'point', ['1234', '12']],
    [['1.234.567', '3,5'], 'comma', ['1234567', '3.5']],
    [['$11.90', '€ 3', '-4', '(5.00)'], 'point', ['11.90', '3', '-4', '-5.00']],
  ] as const)('%j', (values, form, read) => {
    expect(numberFormOf(values)).toBe(form);
    expect(values.map((value) => readNumber(value, form))).toEqual(read);
  });

  it.each(['', 'n/a', '1e5', '12 cs', '=1+1', '1..2', '--3'])('%j is none', (value) => {
    expect(readNumber(value, 'point')).toBeNull();
  });
});

describe('shares of a price are read in the form of their column', () => {
  it.each([
    [
      ['0', '0.05', '.15'],
      ['0', '0.05', '0.15'],
    ],
    [
      ['0', '5', '12,5'],
      ['0', '0.05', '0.125'],
    ],
    [
      ['5%', '0.5 %'],
      ['0.05', '0.005'],
    ],
    [
      ['-1', 'none', '101'],
      [null, null, null],
    ],
  ])('%j', (values, read) => {
    const forms = countShareForms();
    for (const value of values) forms.add(value);
    expect(values.map((value) => readShare(value, forms.form()))).toEqual(read);
  });
});

describe('days are read in the form of their column', () => {
  it.each([
    [['2026-03-04', '2026-12-31 10:00:00'], 'iso', ['2026-03-04', '2026-12-31']],
    [['31/12/2026', '03/04/2026'], 'day_first', ['2026-12-31', '2026-04-03']],
    [['12/31/2026', '03/04/2026'], 'month_first', ['2026-12-31', '2026-03-04']],
    [['03.04.2026'], 'day_first', ['2026-04-03']],
    [['3/4/26'], 'month_first', ['2026-03-04']],
    [['46083'], 'excel', ['2026-03-02']],
  ] as const)('%j', (values, form, read) => {
    expect(dayFormOf(values)).toBe(form);
    expect(values.map((value) => readDay(value, form))).toEqual(read);
  });

  it.each(['2026-02-30', '31/02/2026', 'soon', '', '0026-01-01'])('%j is none', (value) => {
    expect(readDay(value, 'iso')).toBeNull();
  });
});
