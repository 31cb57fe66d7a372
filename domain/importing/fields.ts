/** What can be brought in from a file, in the order in which a company does it. */
export const IMPORT_KINDS = [
  'suppliers',
  'products',
  'customers',
  'holds',
  'stock',
  'purchase_orders',
  'orders',
  'prices',
] as const;
/** What a file holds. */
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How a value is written. */
export type Form = 'text' | 'code' | 'number' | 'money' | 'share' | 'day' | 'choice';

/** A field that a column of a file can fill. */
export type ImportField = {
  name: string;
  form: Form;
  isRequired?: boolean;
  /** What others call it, lower case without blanks and signs. */
  alsoCalled?: readonly string[];
  /** What a choice offers. */
  choices?: readonly string[];
  /** What it is when the file has no such column. */
  example: string;
};

const words = (text: string): readonly string[] => text.split(' ');

const SKU: ImportField = {
  name: 'sku',
  form: 'code',
  isRequired: true,
  alsoCalled: words(
    'itemnumber itemno item productid productcode productskuno wineid articlenumber partnumber skunumber code',
  ),
  example: 'MAL-21',
};
const WAREHOUSE: ImportField = {
  name: 'warehouse',
  form: 'code',
  alsoCalled: ['warehousecode', 'location', 'site'],
  example: 'MAIN',
};
const ADDRESS: readonly ImportField[] = [
  {
    name: 'line1',
    form: 'text',
    alsoCalled: ['address', 'address1', 'street', 'streetaddress'],
    example: '1 Main Street',
  },
  { name: 'line2', form: 'text', alsoCalled: ['address2'], example: '' },
  { name: 'city', form: 'text', alsoCalled: ['town'], example: 'Des Moines' },
  { name: 'region', form: 'text', alsoCalled: ['state', 'province', 'county'], example: 'IA' },
  { name: 'postalCode', form: 'code', alsoCalled: ['zip', 'zipcode', 'postcode'], example: '50309' },
  { name: 'country', form: 'text', example: 'US' },
];

/** Its name, or the number the sender has for it. */
const SUPPLIER_CALLED = words(
  'suppliername vendorname vendor supplierid vendorid suppliernumber vendornumber supplierno vendorno',
);

/** The fields of each kind. */
export const IMPORT_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  suppliers: [
    {
      name: 'name',
      form: 'text',
      isRequired: true,
      alsoCalled: ['supplier', 'suppliername', 'vendor', 'company', 'companyname'],
      example: 'Bodega Norte',
    },
    { name: 'email', form: 'text', alsoCalled: ['mail', 'emailaddress'], example: 'orders@norte.example' },
    { name: 'phone', form: 'code', alsoCalled: ['telephone', 'tel', 'phonenumber'], example: '986 555 010' },
    {
      name: 'externalId',
      form: 'code',
      alsoCalled: words('supplierid suppliernumber supplierno vendorid vendornumber vendorno id number'),
      example: 'S-17',
    },
  ],
  products: [
    SKU,
    {
      name: 'product',
      form: 'text',
      isRequired: true,
      alsoCalled: words('productname winename name itemname title productlongname itemdescription description'),
      example: 'Malbec Reserva',
    },
    {
      name: 'variant',
      form: 'text',
      alsoCalled: words('variantname size vintage bottlevolumeml volume productlitrespercontainer quantityperunit'),
      example: '2021, 750 ml',
    },
    {
      name: 'family',
      form: 'text',
      alsoCalled: words('category categoryname productgroup productsubclassname productclassname itemclassname'),
      example: 'Red wine',
    },
    { name: 'upc', form: 'code', alsoCalled: ['barcode', 'gtin', 'ean', 'productbaseupcno'], example: '012345678905' },
    {
      name: 'price',
      form: 'money',
      alsoCalled: ['unitprice', 'listprice', 'productprice', 'statebottleretail', 'unitpriceusd'],
      example: '11.90',
    },
    {
      name: 'unitsPerCase',
      form: 'number',
      alsoCalled: ['pack', 'casepack', 'percase', 'prdcontainerpersellunit', 'bottlespercase'],
      example: '12',
    },
    { name: 'supplier', form: 'text', alsoCalled: SUPPLIER_CALLED, example: 'Bodega Norte' },
  ],
  customers: [
    {
      name: 'accountNumber',
      form: 'code',
      isRequired: true,
      alsoCalled: words('account accountno customerid customernumber customerno storeno store storenumber id number'),
      example: 'C-1007',
    },
    {
      name: 'name',
      form: 'text',
      isRequired: true,
      alsoCalled: ['customer', 'customername', 'company', 'companyname', 'storename'],
      example: 'Corner Shop',
    },
    { name: 'email', form: 'text', alsoCalled: ['mail', 'emailaddress'], example: 'shop@example.com' },
    { name: 'phone', form: 'code', alsoCalled: ['telephone', 'tel', 'phonenumber'], example: '515 555 0100' },
    { name: 'tier', form: 'choice', choices: ['vip', 'standard', 'low'], example: 'standard' },
    { name: 'terms', form: 'text', alsoCalled: ['paymentterms'], example: 'Net 30' },
    ...ADDRESS,
  ],
  holds: [
    {
      name: 'account',
      form: 'code',
      isRequired: true,
      alsoCalled: ['accountnumber', 'accountno', 'customerid', 'customer', 'customernumber', 'store', 'storenumber'],
      example: 'C-1007',
    },
    {
      name: 'hold',
      form: 'choice',
      isRequired: true,
      alsoCalled: ['status', 'kind', 'credithold'],
      choices: ['none', 'no_sale', 'cash_only'],
      example: 'no_sale',
    },
    { name: 'reason', form: 'text', alsoCalled: ['why', 'note'], example: 'On the delinquent list' },
  ],
  stock: [
    SKU,
    {
      name: 'quantity',
      form: 'number',
      isRequired: true,
      alsoCalled: ['qty', 'onhand', 'instock', 'unitsinstock', 'count', 'quantityonhand'],
      example: '48',
    },
    WAREHOUSE,
  ],
  purchase_orders: [
    {
      name: 'number',
      form: 'code',
      isRequired: true,
      alsoCalled: words('ponumber po purchaseorder purchaseorderid purchaseordernumber orderid ordernumber'),
      example: 'PO-55',
    },
    {
      name: 'supplier',
      form: 'text',
      alsoCalled: SUPPLIER_CALLED,
      example: 'Bodega Norte',
    },
    { ...SKU, isRequired: false },
    {
      name: 'quantity',
      form: 'number',
      alsoCalled: ['qty', 'ordered', 'orderqty', 'orderedquantity'],
      example: '120',
    },
    { name: 'received', form: 'number', alsoCalled: ['receivedqty', 'receivedquantity', 'stockedqty'], example: '24' },
    {
      name: 'expectedOn',
      form: 'day',
      alsoCalled: ['duedate', 'expected', 'expecteddate', 'due', 'deliverydate', 'shipdate'],
      example: '2026-12-02',
    },
    WAREHOUSE,
  ],
  orders: [
    {
      name: 'number',
      form: 'code',
      isRequired: true,
      alsoCalled: ['orderid', 'ordernumber', 'orderno', 'salesorder', 'so', 'invoiceno'],
      example: '10248',
    },
    {
      name: 'account',
      form: 'code',
      alsoCalled: ['accountnumber', 'customerid', 'customer', 'customernumber', 'store', 'storenumber'],
      example: 'C-1007',
    },
    { ...SKU, isRequired: false },
    {
      name: 'quantity',
      form: 'number',
      alsoCalled: ['qty', 'ordered', 'orderqty', 'orderedquantity'],
      example: '24',
    },
    {
      name: 'shipped',
      form: 'number',
      alsoCalled: ['shippedquantity', 'qtyshipped', 'delivered', 'filled'],
      example: '12',
    },
    { name: 'shippedOn', form: 'day', alsoCalled: ['shippeddate', 'shipdate'], example: '' },
    { name: 'price', form: 'money', alsoCalled: ['unitprice', 'unitpriceusd'], example: '11.90' },
    { name: 'discount', form: 'share', alsoCalled: ['discountpercent', 'discountpct', 'disc', 'rebate'], example: '' },
    {
      name: 'orderedOn',
      form: 'day',
      alsoCalled: ['orderdate', 'date', 'ordered', 'orderedat'],
      example: '2026-11-02',
    },
    {
      name: 'requestedOn',
      form: 'day',
      alsoCalled: ['requireddate', 'requesteddate', 'required', 'wanted'],
      example: '2026-12-10',
    },
    WAREHOUSE,
  ],
  prices: [
    SKU,
    {
      name: 'price',
      form: 'money',
      isRequired: true,
      alsoCalled: ['unitprice', 'listprice', 'newprice', 'unitpriceusd'],
      example: '12.40',
    },
  ],
};
