import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ButtonLink } from '#web/ui/button-link.ts';

/** The first in the work list of a warehouse that is not the one just done. */
export function NextWork({ besides }: { besides: { kind: string; id: string; warehouseId: string } }) {
  const { data } = useRead('listFulfillmentWork', { query: { warehouseId: besides.warehouseId, limit: 2 } });
  const next = data?.data.find(({ kind, id }) => kind !== besides.kind || id !== besides.id);
  if (!next) return data ? <span className="quiet">{t('fill.noNext')}</span> : null;
  return (
    <ButtonLink to={next.kind === 'order' ? '/fulfill/orders/$id' : '/fulfill/backorders/$id'} params={{ id: next.id }}>
      {t('fill.next', { number: next.number, name: next.customerName })}
    </ButtonLink>
  );
}
