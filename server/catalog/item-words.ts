/*
 * What lines say of their item, in SQL. Twin of `item` of the contract. `row` is a row of `variants`, or one made of
 * `itemOf`.
 */

/** As pairs of a JSON object. */
export const itemPairs = (row = 'v') => `'sku', ${row}.sku, 'productName', ${row}.product_name,
  'variantName', ${row}.name, 'itemName', ${row}.item_name, 'unitsPerCase', ${row}.units_per_case`;

/** As columns of an answer. */
export const itemColumns = (row = 'v') => `${row}.sku, ${row}.product_name as "productName",
  ${row}.name as "variantName", ${row}.item_name as "itemName", ${row}.units_per_case as "unitsPerCase"`;

/** Taken along from a row by the statement around it. */
export const itemOf = (row = 'v') =>
  `${row}.sku, ${row}.product_name, ${row}.name, ${row}.item_name, ${row}.units_per_case`;
