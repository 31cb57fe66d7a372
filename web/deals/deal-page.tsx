import { getRouteApi, Link } from '@tanstack/react-router';
import { useMay } from '#web/accounts/viewer.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { useCompany } from '#web/ui/company.ts';
import { Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { EditDeal, NewDeal } from './deal-form.tsx';
import { dealDays, dealTerms } from './deal-words.ts';

const route = getRouteApi('/signed-in/deals/$id');

/** Offers something new. */
export function NewDealPage() {
  const may = useMay();
  return (
    <Page title={t('deal.new')} above={<Link to="/deals">{t('deal.title')}</Link>}>
      {may('catalog.write') ? (
        <NewDeal />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('state.noPermissionWhy')}</EmptyState>
      )}
    </Page>
  );
}

/** One deal: what it takes off, for whom and when; who may, changes it. */
export function DealPage() {
  const { id } = route.useParams();
  const read = useRead('getDeal', { params: { id } });
  const may = useMay();
  const { today } = useCompany();
  return (
    <RecordPage what={t('deal.thisDeal')} read={read}>
      {(deal) => (
        <Page title={deal.name} above={<Link to="/deals">{t('deal.title')}</Link>}>
          <Section title={t('deal.takesOff')}>
            <Facts>
              <Fact name={t('deal.takesOff')}>{dealTerms(deal)}</Fact>
              <Fact name={t('deal.forWhom')}>{deal.customerName ?? t('deal.everybody')}</Fact>
              <Fact name={t('deal.onWhat')}>{deal.itemName ?? deal.productName ?? t('deal.everything')}</Fact>
              <Fact name={t('deal.when')}>
                {dealDays(deal, today)}
                {!deal.active && ` · ${t('deal.ended')}`}
              </Fact>
              <Fact name={t('deal.lineCount')}>{numberText(deal.lineCount)}</Fact>
            </Facts>
          </Section>
          {may('catalog.write') && <EditDeal deal={deal} />}
        </Page>
      )}
    </RecordPage>
  );
}
