import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { type ItemOf, useFirst } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { useCompany } from '#web/ui/company.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { instantText } from '#web/ui/date-words.ts';
import { Section } from '#web/ui/page.tsx';
import { Done, FailedState, LoadingState, Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import styles from './customer-links-section.module.css';

type CustomerLink = ItemOf<'listCustomerLinks'>;
type Made = Answer<'createCustomerLink'>;
/** Whose links: all of a customer, or those that show one backorder. */
type Of = { customerId: string } | { backorderId: string };

const SHOWN = 5;

/** The links by which a customer sees what they wait for: making, copying, opening and ending them. */
export function CustomerLinksSection({ of, mayMake }: { of: Of; mayMake: boolean }) {
  const may = useMay();
  const canChange = mayMake && may('backorders.write');
  const [made, setMade] = useState<Made | null>(null);
  const list = useLinks(of);
  return (
    <Section title={t('customerPage.link.title')} actions={canChange && <MakeLink of={of} onMade={setMade} />}>
      {made && <ShownOnce made={made} />}
      <p className="quiet small">{t('customerPage.link.note')}</p>
      {list.rows ? (
        <Links links={list.rows} canRevoke={canChange} />
      ) : list.error ? (
        <FailedState what={t('customerPage.link.title')} error={list.error} onRetry={list.retry} />
      ) : (
        <LoadingState rows={1} />
      )}
    </Section>
  );
}

function useLinks(of: Of) {
  const ofCustomer = 'customerId' in of;
  const id = ofCustomer ? of.customerId : of.backorderId;
  const given = { params: { id }, query: { limit: SHOWN } };
  return useFirst(ofCustomer ? 'listCustomerLinks' : 'listBackorderLinks', given);
}

function MakeLink({ of, onMade }: { of: Of; onMade: (made: Made) => void }) {
  const ofCustomer = useAct('createCustomerLink');
  const ofBackorder = useAct('createBackorderLink');
  const isOfCustomer = 'customerId' in of;
  const make = async () => {
    const made = isOfCustomer
      ? await ofCustomer.submit({ params: { id: of.customerId } })
      : await ofBackorder.submit({ params: { id: of.backorderId } });
    if (made) onMade(made);
  };
  const act = isOfCustomer ? ofCustomer : ofBackorder;
  return (
    <>
      <Refused error={act.error} />
      <Button variant="default" loading={act.isBusy} onClick={() => void make()}>
        {t('customerPage.link.create')}
      </Button>
    </>
  );
}

/** A link that was just made, for as long as the page stays. */
function ShownOnce({ made }: { made: Made }) {
  const clipboard = useClipboard();
  const { timeZone } = useCompany();
  return (
    <Done>
      <p>{t('customerPage.link.only', { day: instantText(made.expiresAt, timeZone).short })}</p>
      <p>
        <code className={styles.address}>{made.url}</code>
      </p>
      <p className="beside">
        <Button variant="default" onClick={() => clipboard.copy(made.url)}>
          {t(clipboard.copied ? 'act.copied' : 'act.copy')}
        </Button>
        <a href={made.url} target="_blank" rel="noreferrer noopener">
          {t('customerPage.link.open')}
        </a>
      </p>
    </Done>
  );
}

function Links({ links, canRevoke }: { links: readonly CustomerLink[]; canRevoke: boolean }) {
  if (links.length === 0) return <p className="quiet small">{t('customerPage.link.none')}</p>;
  return (
    <ul className={styles.links}>
      {links.map((link) => (
        <li key={link.id}>
          <OneLink link={link} canRevoke={canRevoke} />
        </li>
      ))}
    </ul>
  );
}

function OneLink({ link, canRevoke }: { link: CustomerLink; canRevoke: boolean }) {
  const { timeZone } = useCompany();
  const works = link.revokedAt === null && Date.parse(link.expiresAt) > Date.now();
  const day = instantText(link.expiresAt, timeZone).short;
  const state = works ? 'works' : link.revokedAt ? 'ended' : 'expired';
  return (
    <>
      <span className={works ? undefined : 'quiet'}>
        {t(`customerPage.link.${state}`, { day })}
        {works && canRevoke && <Revoke id={link.id} />}
      </span>
      <div className="quiet small">
        {link.messageId ? (
          <Link to="/messages/$id" params={{ id: link.messageId }}>
            {t('customerPage.link.inMail')}
          </Link>
        ) : (
          t('customerPage.link.by', { by: actorText(link.createdBy) })
        )}
        {' · '}
        <InstantText at={link.createdAt} />
        {' · '}
        {link.lastUsedAt ? (
          <>
            {t('customerPage.link.used')} <InstantText at={link.lastUsedAt} />
          </>
        ) : (
          t('customerPage.link.never')
        )}
      </div>
    </>
  );
}

function Revoke({ id }: { id: string }) {
  const act = useAct('revokeCustomerLink');
  return (
    <>
      {' '}
      <button
        type="button"
        className="link"
        onClick={async () => {
          if (await act.submit({ params: { id } })) tell(t('customerPage.link.revoked'));
        }}
      >
        {t('customerPage.link.revoke')}
      </button>
      <Refused error={act.error} />
    </>
  );
}
