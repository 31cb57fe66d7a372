import { Button, Textarea } from '@mantine/core';
import type { Answer } from '#contract/operations.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useForm } from '#web/records/use-form.ts';
import { useCompany } from '#web/ui/company.ts';
import { dayText } from '#web/ui/date-words.ts';
import { Dialog, DialogButtons } from '#web/ui/dialog.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { EmptyState, LoadingState } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './reports.module.css';

type Line = Answer<'listReportLines'>['data'][number];
type Cover = Answer<'getBackorder'>['lines'][number]['coveredBy'][number];

/** Asks the supplier whose order covers a line whether it can come sooner: a draft, to be read before it is sent. */
export function SupplierMessage({ line, onClose }: { line: Line; onClose: () => void }) {
  const { data: backorder } = useRead('getBackorder', { params: { id: line.backorderId } });
  const covers = backorder?.lines.find(({ id }) => id === line.id)?.coveredBy;
  const cover = covers?.find(({ purchaseOrderNumber }) => purchaseOrderNumber !== null);
  return (
    <Dialog title={t('reports.supplier.title')} onClose={onClose}>
      {!covers && <LoadingState rows={6} />}
      {covers && !cover && (
        <EmptyState title={t('reports.supplier.nothing')}>{t('reports.supplier.nothingWhy')}</EmptyState>
      )}
      {cover && <ToSupplier line={line} cover={cover} />}
      <DialogButtons>
        <Button variant="default" onClick={onClose}>
          {t('act.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  );
}

function ToSupplier({ line, cover }: { line: Line; cover: Cover }) {
  const number = cover.purchaseOrderNumber as string;
  const { data: orders } = useRead('listPurchaseOrders', { query: { number } });
  const order = orders?.data[0];
  const { today, name: company } = useCompany();
  if (!order) return <LoadingState rows={6} />;
  const expected = cover.lateSince
    ? t('reports.supplier.late', { day: dayText(cover.lateSince, today) })
    : cover.on
      ? t('reports.supplier.expected', { day: dayText(cover.on, today) })
      : '';
  const text = t('reports.supplier.body', {
    item: `${line.productName}, ${line.variantName}`,
    sku: line.sku,
    quantity: numberText(line.quantity),
    since: dayText(line.createdOn, today),
    number: order.supplierReference ?? number,
    expected,
    company,
  });
  const subject = t('reports.supplier.subject', { number: order.supplierReference ?? number });
  return <Draft supplierId={order.supplierId} subject={subject} text={text} />;
}

/** The text can be changed; it leaves by the writer's own mail program. */
function Draft({ supplierId, subject, text }: { supplierId: string; subject: string; text: string }) {
  const { data: supplier } = useRead('getSupplier', { params: { id: supplierId } });
  const form = useForm(`write to supplier ${supplierId} ${subject}`, { text });
  const draft = form.values.text;
  if (!supplier) return <LoadingState rows={6} />;
  const mail = `mailto:${supplier.email ?? ''}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(draft)}`;
  const copy = () => void navigator.clipboard.writeText(draft).then(() => tell(t('reports.supplier.copied')));
  return (
    <>
      <Textarea
        label={t('reports.supplier.text')}
        className={styles.draft}
        autosize
        value={draft}
        onChange={(event) => form.set({ text: event.currentTarget.value })}
      />
      {!supplier.email && <p className="quiet small">{t('reports.supplier.noAddress', { supplier: supplier.name })}</p>}
      <DialogButtons>
        <Button variant="default" onClick={copy}>
          {t('reports.supplier.copy')}
        </Button>
        {supplier.email && (
          <Button component="a" href={mail}>
            {t('reports.supplier.open')}
          </Button>
        )}
      </DialogButtons>
    </>
  );
}
