import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Sheet } from 'lucide-react';
import { t } from '#web/i18n/words.ts';
import { PrepareFile } from './prepare-file.tsx';
import { recordsFile } from './records-address.ts';

const PATHS = {
  lines: 'lines',
  'service-lines': 'service/lines',
  'kept-promises-backorders': 'kept-promises/backorders',
} as const;

/** The same list as a file; of a list with many rows one that a job makes, too. */
export function AsFile(props: { of: keyof typeof PATHS; asked: object; isLong: boolean }) {
  const { of, asked, isLong } = props;
  return (
    <>
      {isLong && <PrepareFile report={of} filters={asked} />}
      {(['csv', 'xlsx'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          variant="default"
          leftSection={<Sheet size={14} aria-hidden />}
          href={recordsFile(PATHS[of], asked, format)}
          download
        >
          {t(`reports.${format}`)}
        </Button>
      ))}
    </>
  );
}

/** An order by its number. */
export function OrderLink({ of, isWayIn }: { of: { orderId: string; orderNumber: string }; isWayIn?: boolean }) {
  return (
    <Link
      to="/orders/$id"
      params={{ id: of.orderId }}
      className={isWayIn ? 'way-in' : 'quiet'}
      tabIndex={isWayIn ? undefined : -1}
    >
      {of.orderNumber}
    </Link>
  );
}

/** "48099 · 750 ml" */
export const Unit = ({ of }: { of: { sku: string; variantName: string } }) =>
  t('reports.lines.unit', { sku: of.sku, variant: of.variantName });
