import { Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { useCompany } from '#web/ui/company.ts';
import { Page } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { type NewProductValues, useNewProductLooks } from './new-product-looks.ts';
import { useUpcDoubts } from './upc-doubts.ts';
import { useNewProduct } from './use-new-product.ts';

/** Adds a product with its first item and what of it is on the shelf. */
export function NewProductPage() {
  const may = useMay();
  return (
    <Page title={t('product.new')} above={<Link to="/products">{t('products.title')}</Link>}>
      {may('catalog.write') ? (
        <NewProduct />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
      )}
    </Page>
  );
}

function NewProduct() {
  const navigate = useNavigate();
  const { currency } = useCompany();
  const doubts = useUpcDoubts();
  const act = useNewProduct();
  return (
    <RecordForm
      name={'product new'}
      title={t('product.title')}
      note={doubts.says}
      looks={useNewProductLooks()}
      values={emptyProduct(currency)}
      submit={t('product.add')}
      act={act}
      onSubmit={async ({ values }) => {
        if (await doubts.hold({ upc: values.upc })) return null;
        const product = await act.submit(values);
        if (!product) return null;
        tell(t('product.added', { name: product.name }));
        await navigate({ to: '/products/$id', params: { id: product.id }, replace: true });
        return product;
      }}
      onClose={() => void navigate({ to: '/products' })}
    />
  );
}

const emptyProduct = (currency: string): NewProductValues => ({
  product: '',
  name: null,
  sku: null,
  price: { amount: '', currency },
  baseUnit: 'bottle',
  unitsPerCase: 12,
  counted: null,
  warehouseId: null,
  supplier: null,
  upc: null,
  family: null,
});
