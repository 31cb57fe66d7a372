import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Answer } from '#contract/operations.ts';
import { useMay } from '#web/accounts/viewer.ts';
import { useAct } from '#web/api/act.ts';
import { useRead } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { actorText } from '#web/records/actor-text.ts';
import { InstantText } from '#web/ui/date-text.tsx';
import { Columns, Fact, Facts, Page, Section } from '#web/ui/page.tsx';
import { RecordPage } from '#web/ui/record-page.tsx';
import { EmptyState, Refused } from '#web/ui/states.tsx';
import { tell } from '#web/ui/toast.tsx';
import { Mail } from './mail.tsx';
import { About } from './mailbox-page.tsx';
import { MessageStatus, reasonWords } from './message-status.tsx';

const route = getRouteApi('/signed-in/messages/$id');
type Message = Answer<'getMessage'>;

/** One message as it was sent, or why it was not. */
export function MessagePage() {
  const { id } = route.useParams();
  const read = useRead('getMessage', { params: { id } });
  return (
    <RecordPage what={t('messages.this')} read={read}>
      {(message) => <Whole of={message} />}
    </RecordPage>
  );
}

function Whole({ of: message }: { of: Message }) {
  const { subject, text, html } = message;
  const isWritten = subject !== null && text !== null && html !== null;
  return (
    <Page
      title={subject ?? t(`messages.event.${message.event}`)}
      above={<Link to="/messages">{t('messages.title')}</Link>}
      badges={<MessageStatus status={message.status} />}
      actions={(message.status === 'failed' || message.status === 'bounced') && <SendAgain id={message.id} />}
    >
      <Columns
        main={
          <Section title={t('messages.mail')}>
            {isWritten ? (
              <Mail subject={subject} text={text} html={html} to={message.to} />
            ) : (
              <EmptyState title={t(message.status === 'queued' ? 'messages.notYet' : 'messages.never')}>
                {message.reason ? reasonWords(message.reason) : t('messages.notYetWhy')}
              </EmptyState>
            )}
          </Section>
        }
        aside={
          <Section title={t('messages.facts')}>
            <Facts>
              <Fact name={t('messages.column.customer')}>
                <Link to="/customers/$id" params={{ id: message.customerId }}>
                  {message.customerName}
                </Link>
              </Fact>
              <Fact name={t('messages.address')}>{message.to}</Fact>
              <Fact name={t('messages.eventOf')}>{t(`messages.event.${message.event}`)}</Fact>
              <Fact name={t('messages.column.about')}>
                <About of={message} />
              </Fact>
              <Fact name={t('messages.reason')}>{message.reason && reasonWords(message.reason)}</Fact>
              {message.carriedById && (
                <Fact name={t('messages.carrier')}>
                  <Link to="/messages/$id" params={{ id: message.carriedById }}>
                    {t('messages.openCarrier')}
                  </Link>
                </Fact>
              )}
              <Fact name={t('messages.queued')}>
                <InstantText at={message.queuedAt} /> · {actorText(message.queuedBy)}
              </Fact>
              {message.sentAt && (
                <Fact name={t('messages.sentAt')}>
                  <InstantText at={message.sentAt} />
                </Fact>
              )}
              {message.nextTryAt && (
                <Fact name={t('messages.nextTry')}>
                  <InstantText at={message.nextTryAt} />
                </Fact>
              )}
              <Fact name={t('messages.messageId')}>
                {message.messageId && <span style={{ overflowWrap: 'anywhere' }}>{message.messageId}</span>}
              </Fact>
            </Facts>
          </Section>
        }
      />
    </Page>
  );
}

function SendAgain({ id }: { id: string }) {
  const act = useAct('resendMessage');
  if (!useMay()('orders.write')) return null;
  return (
    <div>
      <Button
        loading={act.isBusy}
        onClick={() => void act.submit({ params: { id } }).then((done) => done && tell(t('messages.sentAgain')))}
      >
        {t('messages.sendAgain')}
      </Button>
      <Refused error={act.error} />
    </div>
  );
}
