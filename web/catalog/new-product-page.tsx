import { Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { t } from '#web/i18n/words.ts';
import { RecordForm } from '#web/records/record-form.tsx';
import { Page } from '#web/ui/page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { productLooks } from './catalog-looks.ts';

/** Adds a product, and goes on with its first variant: without one nothing of it can be sold. */
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
  const act = useAct('createProduct');
  return (
    <RecordForm
      name={'product new'}
      title={t('product.title')}
      looks={productLooks()}
      values={{ name: '', family: null, description: null, isWrittenAbout: true }}
      submit={t('product.add')}
      act={act}
      onSubmit={async ({ values }) => {
        const product = await act.submit({ body: values });
        if (!product) return null;
        tell(t('product.added', { name: product.name }));
        await navigate({ to: '/products/$id', params: { id: product.id }, search: { edit: 'new' }, replace: true });
        return product;
      }}
      onClose={() => void navigate({ to: '/products' })}
    />
  );
}
