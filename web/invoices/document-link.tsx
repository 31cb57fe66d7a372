import { Link } from '@tanstack/react-router';
import type { CreditNoteRow, InvoiceRow } from './document.ts';

/** The way to an invoice or credit note, by its number. */
export function DocumentLink({ of }: { of: InvoiceRow | CreditNoteRow }) {
  const { id, number } = of;
  return 'invoicedOn' in of ? (
    <Link to="/invoices/$id" params={{ id }}>
      {number}
    </Link>
  ) : (
    <Link to="/credit-notes/$id" params={{ id }}>
      {number}
    </Link>
  );
}
