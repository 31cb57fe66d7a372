import { Link } from '@tanstack/react-router';
import { Mail, Phone } from 'lucide-react';
import type { Address } from '#contract/primitives.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { Flags } from '#web/ui/flags.tsx';

/** For whom a record is, how to reach them and who answers for them, in its header. */
export function CustomerInHeader({
  of,
  salesRepName,
}: {
  of: { id: string; name: string; email: string | null; phone: string | null };
  salesRepName: string | null;
}) {
  return (
    <span className="beside">
      <Link to="/customers/$id" params={{ id: of.id }}>
        <strong>{of.name}</strong>
      </Link>
      {of.phone && <PhoneLink number={of.phone} />}
      {of.email && <a href={`mailto:${of.email}`}>{of.email}</a>}
      <span className="quiet">{salesRepName ?? t('customer.noRepresentative')}</span>
    </span>
  );
}

/** Whose it is, where that is why a representative may not change it, and the way to tell them about it. */
export function NotYours({
  of,
  about,
}: {
  of: { salesRepId: string | null; salesRepName: string | null };
  about: string;
}) {
  const { salesRepId, salesRepName } = of;
  const { data: rep } = useRead('getUser', { params: { id: salesRepId ?? '0' } }, { enabled: salesRepId !== null });
  if (salesRepName === null) return <p className="quiet small">{t('customer.recordNobodys')}</p>;
  const mail = new URLSearchParams({ subject: about, body: window.location.href }).toString().replaceAll('+', '%20');
  return (
    <p className="quiet small">
      {t('customer.recordNotYours', { name: salesRepName })}{' '}
      {rep && (
        <a href={`mailto:${rep.email}?${mail}`}>
          {t('customer.tellThem', { name: salesRepName.split(' ')[0] ?? salesRepName })}
        </a>
      )}
    </p>
  );
}

/** A customer as the person who serves them needs them: who, which account, how to reach them. */
export function CustomerFacts({
  of,
}: {
  of: { id: string; accountNumber: string; name: string; email: string | null; phone: string | null; tier: string };
}) {
  return (
    <>
      <div>
        <Link to="/customers/$id" params={{ id: of.id }}>
          <strong>{of.name}</strong>
        </Link>{' '}
        <Flags of={{ vip: of.tier === 'vip' }} />
      </div>
      <div className="quiet small">{t('customer.account', { number: of.accountNumber })}</div>
      <Contact of={of} />
    </>
  );
}

/** A number to call. */
export function PhoneLink({ number }: { number: string }) {
  return <a href={`tel:${number.replace(/[^+\d]/g, '')}`}>{number}</a>;
}

/** How to reach somebody. */
export function Contact({ of }: { of: { email: string | null; phone: string | null } }) {
  return (
    <>
      {of.email && (
        <div className="small">
          <Mail size={12} aria-hidden /> <a href={`mailto:${of.email}`}>{of.email}</a>
        </div>
      )}
      {of.phone && (
        <div className="small">
          <Phone size={12} aria-hidden /> <PhoneLink number={of.phone} />
        </div>
      )}
    </>
  );
}

export function AddressLines({ of }: { of: Address | null }) {
  if (!of) return <span className="quiet">{t('customer.noAddress')}</span>;
  const town = [of.city, of.region, of.postalCode].filter(Boolean).join(' ');
  const lines = [of.name, of.line1, of.line2, town, of.country].filter(Boolean);
  return (
    <address style={{ fontStyle: 'normal' }}>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </address>
  );
}
