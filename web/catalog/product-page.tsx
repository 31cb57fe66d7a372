import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useList, useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ListOfRecords } from '#web/records/list-of-records.tsx';
import { RecordForm } from '#web/records/record-form.tsx';
import { InstantText } from '#web/ui/date-text.tsx';
import { Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { type Product, productLooks } from './catalog-looks.ts';
import { EditVariant, NewVariant } from './variant-form.tsx';
import { VariantsTable } from './variants-table.tsx';

const route = getRouteApi('/signed-in/products/$id');

/** One product with its variants: what each is, what it costs, and how much of it there is. */
export function ProductPage() {
  const { id } = route.useParams();
  const read = useRead('getProduct', { params: { id } });
  return (
    <RecordPage what={t('product.this')} read={read}>
      {(product) => <ProductRecord key={product.id} product={product} />}
    </RecordPage>
  );
}

function ProductRecord({ product }: { product: Product }) {
  const { edit } = route.useSearch();
  const navigate = useNavigate({ from: '/products/$id' });
  const may = useMay();
  const mayEdit = may('catalog.write');
  const variants = useList('listVariants', { query: { productId: product.id, withStock: 'true', limit: 200 } });
  const edited = mayEdit ? variants.rows?.find(({ id }) => id === edit) : undefined;
  const open = (panel: string) => void navigate({ search: { edit: panel } });
  const close = () => void navigate({ search: {}, replace: true });

  return (
    <Page
      title={product.name}
      above={<Link to="/products">{t('products.title')}</Link>}
      badges={product.family && <span className="quiet">{product.family}</span>}
      actions={mayEdit && <ProductActs edit={edit} onOpen={open} />}
    >
      {mayEdit && edit === 'product' && <EditProduct product={product} onClose={close} />}
      {mayEdit && edit === 'new' && <NewVariant product={product} onClose={close} />}
      {edited && <EditVariant key={edited.id} variant={edited} onClose={close} />}
      <Section title={t('variant.title')} flush>
        <ListOfRecords
          what={t('variant.title')}
          list={variants}
          empty={<EmptyState title={t('variant.empty')}>{t('variant.emptyWhy')}</EmptyState>}
        >
          {(rows) => <VariantsTable variants={rows} onEdit={mayEdit ? open : null} />}
        </ListOfRecords>
      </Section>
      <ProductFacts product={product} />
    </Page>
  );
}

function EditProduct({ product, onClose }: { product: Product; onClose: () => void }) {
  const act = useAct('updateProduct');
  return (
    <RecordForm
      name={`product ${product.id}`}
      title={t('product.edit', { name: product.name })}
      looks={productLooks()}
      values={product}
      version={product.version}
      submit={t('act.save')}
      act={act}
      onSubmit={async ({ changes, seen }) => {
        const saved = await act.submit({ params: { id: product.id }, body: changes }, seen);
        if (!saved) return null;
        tell(t('product.saved', { name: saved.name }));
        onClose();
        return saved;
      }}
      onClose={onClose}
    />
  );
}

function ProductActs({ edit, onOpen }: { edit: string | undefined; onOpen: (panel: string) => void }) {
  return (
    <>
      {edit !== 'product' && (
        <Button variant="default" onClick={() => onOpen('product')}>
          {t('act.edit')}
        </Button>
      )}
      {edit !== 'new' && <Button onClick={() => onOpen('new')}>{t('variant.add')}</Button>}
    </>
  );
}

function ProductFacts({ product }: { product: Product }) {
  return (
    <Section title={t('product.facts')}>
      <Facts>
        <Fact name={t('product.family')}>{product.family ?? t('product.noFamily')}</Fact>
        <Fact name={t('product.description')}>{product.description}</Fact>
        <Fact name={t('product.messages')}>{!product.isWrittenAbout && t('product.neverWritten')}</Fact>
        <Fact name={t('product.since')}>
          <InstantText at={product.createdAt} />
        </Fact>
      </Facts>
    </Section>
  );
}
