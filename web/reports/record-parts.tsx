import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Sheet } from 'lucide-react';
import { t } from '#web/i18n/words.ts';
import { recordsFile } from './records-address.ts';

/** The same list as a file. */
export function AsFile({ path, address }: { path: string; address: object }) {
  return (['csv', 'xlsx'] as const).map((format) => (
    <Button
      key={format}
      component="a"
      variant="default"
      leftSection={<Sheet size={14} aria-hidden />}
      href={recordsFile(path, address, format)}
      download
    >
      {t(`reports.${format}`)}
    </Button>
  ));
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
