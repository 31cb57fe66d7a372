import { Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { t } from '#web/i18n/words.ts';
import { packingSlips } from '#web/paper/paper-links.ts';
import { PrintPaper } from '#web/paper/print-paper.tsx';
import { Done } from '#web/ui/states.tsx';

/** Which were filled, which were not and why, and one print run for what goes. */
export function FilledByProduct({ done: { data } }: { done: Answer<'fillVariant'> }) {
  const filled = data.flatMap(({ fulfillment }) => (fulfillment ? [fulfillment] : []));
  const refused = data.filter(({ refusal }) => refusal !== null);
  const ids = filled.map(({ id }) => id);
  return (
    <Done>
      <p>
        {t('byProduct.done', { count: filled.length })} {filled.map(({ number }) => number).join(', ')}
      </p>
      {refused.length > 0 && (
        <>
          <p>{t('byProduct.refused', { count: refused.length })}</p>
          <ul>
            {refused.map(({ backorderLineId, backorderId, backorderNumber, refusal }) => (
              <li key={backorderLineId}>
                <Link to="/backorders/$id" params={{ id: backorderId }}>
                  {backorderNumber}
                </Link>
                : {refusal?.title}
              </li>
            ))}
          </ul>
        </>
      )}
      {ids.length > 0 && <PrintPaper document="packing_slip" fulfillmentIds={ids} href={packingSlips(ids)} />}
    </Done>
  );
}
