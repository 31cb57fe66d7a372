import { Button, NativeSelect, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { VariantPicker } from '#web/catalog/variant-picker.tsx';
import { CustomerPicker } from '#web/customers/customer-picker.tsx';
import { t } from '#web/i18n/words.ts';
import { NotSaved } from '#web/records/changed-meanwhile.tsx';
import { useCompany } from '#web/ui/company.ts';
import { ActForm, FieldRow, FormButtons } from '#web/ui/form.tsx';
import { Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { problemOfField } from '#web/ui/problem-words.ts';
import { numberText } from '#web/ui/quantity-text.ts';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState } from '#web/ui/states.tsx';
import { Tick } from '#web/ui/tick.tsx';
import { tell } from '#web/ui/toast.tsx';
import { dealDays, dealTerms } from './deal-words.ts';

const route = getRouteApi('/signed-in/deals/$id');
type Deal = Answer<'getDeal'>;
type Kind = Deal['kind'];

/** Offers something new. */
export function NewDealPage() {
  const may = useMay();
  return (
    <Page title={t('deal.new')} above={<Link to="/deals">{t('deal.title')}</Link>}>
      {may('catalog.write') ? (
        <DealForm deal={null} />
      ) : (
        <EmptyState title={t('state.noPermission')}>{t('problem.not_permitted')}</EmptyState>
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
  const [opened, setOpened] = useState(0);
  return (
    <RecordPage what={t('deal.thisDeal')} read={read}>
      {(deal) => (
        <Page title={deal.name} above={<Link to="/deals">{t('deal.title')}</Link>}>
          <Section title={t('deal.takesOff')}>
            <Facts>
              <Fact name={t('deal.takesOff')}>{dealTerms(deal)}</Fact>
              <Fact name={t('deal.forWhom')}>{deal.customerName ?? t('deal.everybody')}</Fact>
              <Fact name={t('deal.onWhat')}>{deal.variantName ?? deal.productName ?? t('deal.everything')}</Fact>
              <Fact name={t('deal.when')}>
                {dealDays(deal, today)}
                {!deal.active && ` · ${t('deal.ended')}`}
              </Fact>
              <Fact name={t('deal.lineCount')}>{numberText(deal.lineCount)}</Fact>
            </Facts>
          </Section>
          {may('catalog.write') && (
            <DealForm key={opened} deal={deal} onTakeTheirs={() => setOpened((before) => before + 1)} />
          )}
        </Page>
      )}
    </RecordPage>
  );
}

function DealForm({ deal, onTakeTheirs = () => undefined }: { deal: Deal | null; onTakeTheirs?: () => void }) {
  const navigate = useNavigate();
  const { currency } = useCompany();
  const create = useAct('createDeal');
  const update = useAct('updateDeal');
  const act = deal ? update : create;
  const [name, setName] = useState(deal?.name ?? '');
  const [kind, setKind] = useState<Kind>(deal?.kind ?? 'percent');
  const [percent, setPercent] = useState(deal?.percent ?? '');
  const [amount, setAmount] = useState(deal?.amount?.amount ?? '');
  const [price, setPrice] = useState(deal?.price?.amount ?? '');
  const [minimum, setMinimum] = useState(deal?.minimumQuantity?.toString() ?? '');
  const [validFrom, setValidFrom] = useState(deal?.validFrom ?? '');
  const [validTo, setValidTo] = useState(deal?.validTo ?? '');
  const [customer, setCustomer] = useState(
    deal?.customerId ? { id: deal.customerId, name: deal.customerName ?? '' } : null,
  );
  const [variant, setVariant] = useState(deal?.variantId ? { id: deal.variantId, name: deal.variantName ?? '' } : null);
  const [isActive, setIsActive] = useState(deal?.active ?? true);

  const money = (text: string) => ({ amount: text.trim(), currency });
  const written = (text: string, isPart: boolean) => (isPart && text.trim() !== '' ? text.trim() : null);
  const body = {
    name: name.trim(),
    kind,
    percent: written(percent, kind !== 'amount'),
    amount: kind === 'amount' && amount.trim() !== '' ? money(amount) : null,
    price: kind === 'quantity_break' && price.trim() !== '' ? money(price) : null,
    minimumQuantity: kind === 'quantity_break' && minimum.trim() !== '' ? Number(minimum) : null,
    validFrom: validFrom || null,
    validTo: validTo || null,
    customerId: customer?.id ?? null,
    variantId: variant?.id ?? null,
    active: isActive,
  };

  async function save(ifMatch: number) {
    if (deal) {
      if (await update.submit({ params: { id: deal.id }, body }, { version: ifMatch })) tell(t('deal.saved'));
      return;
    }
    const made = await create.submit({ body });
    if (!made) return;
    tell(t('deal.saved'));
    await navigate({ to: '/deals/$id', params: { id: made.id }, replace: true });
  }
  const problem = (field: string) => problemOfField(act.error, `#/${field}`);

  return (
    <ActForm
      title={deal ? deal.name : t('deal.new')}
      note={t('deal.locked')}
      onSubmit={() => void save(deal?.version ?? 1)}
    >
      <FieldRow>
        <TextInput
          label={t('deal.name')}
          required
          maxLength={100}
          value={name}
          error={problem('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('deal.kind')}
          value={kind}
          data={(['percent', 'amount', 'quantity_break'] as const).map((value) => ({
            value,
            label: t(`deal.kinds.${value}`),
          }))}
          onChange={(event) => setKind(event.currentTarget.value as Kind)}
        />
        {kind === 'quantity_break' && (
          <TextInput
            label={t('deal.minimumQuantity')}
            inputMode="numeric"
            required
            value={minimum}
            error={problem('minimumQuantity')}
            onChange={(event) => setMinimum(event.currentTarget.value)}
          />
        )}
        {kind !== 'amount' && (
          <TextInput
            label={t('deal.percent')}
            description={kind === 'quantity_break' ? t('deal.breakHint') : undefined}
            inputMode="decimal"
            required={kind === 'percent'}
            rightSection="%"
            value={percent}
            error={problem('percent')}
            onChange={(event) => setPercent(event.currentTarget.value)}
          />
        )}
        {kind === 'quantity_break' && (
          <TextInput
            label={t('deal.price')}
            description={t('deal.breakHint')}
            inputMode="decimal"
            value={price}
            error={problem('price/amount') ?? problem('price')}
            onChange={(event) => setPrice(event.currentTarget.value)}
          />
        )}
        {kind === 'amount' && (
          <TextInput
            label={t('deal.amount')}
            inputMode="decimal"
            required
            value={amount}
            error={problem('amount/amount') ?? problem('amount')}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
        )}
        <TextInput
          type="date"
          label={t('deal.validFrom')}
          value={validFrom}
          error={problem('validFrom')}
          onChange={(event) => setValidFrom(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('deal.validTo')}
          value={validTo}
          error={problem('validTo')}
          onChange={(event) => setValidTo(event.currentTarget.value)}
        />
      </FieldRow>
      <FieldRow>
        <Chosen name={customer?.name ?? null} onClear={() => setCustomer(null)} label={t('deal.customer')}>
          <CustomerPicker
            label={t('deal.customer')}
            placeholder={t('deal.everybody')}
            onChoose={setCustomer}
            error={problem('customerId')}
          />
        </Chosen>
        <Chosen name={variant?.name ?? null} onClear={() => setVariant(null)} label={t('deal.variant')}>
          <VariantPicker
            label={t('deal.variant')}
            placeholder={deal?.productName ?? t('deal.everything')}
            onChoose={setVariant}
            error={problem('variantId')}
          />
        </Chosen>
      </FieldRow>
      <Tick label={t('deal.active')} isSet={isActive} onSet={setIsActive} />
      <NotSaved
        error={act.error}
        isBusy={act.isBusy}
        onSaveMine={(version) => void save(version)}
        onTakeTheirs={onTakeTheirs}
      />
      <FormButtons>
        <Button type="submit" loading={act.isBusy} disabled={name.trim() === ''}>
          {t('act.save')}
        </Button>
      </FormButtons>
    </ActForm>
  );
}

/** What was chosen, which can be taken back; or what chooses it. */
function Chosen(props: { label: string; name: string | null; onClear: () => void; children: React.ReactNode }) {
  if (props.name === null) return props.children;
  return (
    <TextInput
      label={props.label}
      readOnly
      value={props.name}
      rightSectionWidth="4rem"
      rightSection={
        <Button size="compact-xs" variant="subtle" onClick={props.onClear}>
          {t('deal.clear')}
        </Button>
      }
    />
  );
}
