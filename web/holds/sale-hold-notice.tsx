import { Link } from '@tanstack/react-router';
import { Hand } from 'lucide-react';
import type { Fulfillment } from '#contract/fulfillment/fulfillments.ts';
import { t } from '#web/i18n/words.ts';
import styles from './holds-notice.module.css';

type Held = Pick<Fulfillment, 'saleHold' | 'saleHoldReason'>;

/** The customer gets nothing now, or only against cash: why, and where that is said. */
export function SaleHoldNotice({ customerId, of: { saleHold, saleHoldReason } }: { customerId: string; of: Held }) {
  if (saleHold === 'none') return null;
  return (
    <div className={styles.notice}>
      <Hand size={18} aria-hidden className={styles.sign} />
      <div className={styles.words}>
        <strong>
          {t(`customer.hold.${saleHold}`)}
          {saleHoldReason && `: ${saleHoldReason}`}
        </strong>
        <div className="quiet small">
          {t(`customer.holdMeans.${saleHold}`)}{' '}
          <Link to="/customers/$id" params={{ id: customerId }}>
            {t('customer.title')}
          </Link>
        </div>
      </div>
    </div>
  );
}
