import { PRIVATE_LINK } from '#domain/messages/say.ts';
import { addressOfPage, makeLinks } from '../customer-links/new-link.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Mail } from './post.ts';

/** A mail that is ready to be handed over, the message it is, and whose page it leads to; null for nobody's. */
export type Ready = { id: string; attempts: number; customerId: string | null; mail: Mail };

/**
 * Puts a link of its own into each mail that asks for one, made while it is handed over and kept nowhere: what a message says
 * in the mailbox leads nowhere. A mail that is tried again gets another, since the one before may have arrived.
 */
export async function putInLinks(
  queries: Queries,
  ready: readonly Ready[],
  { now, publicUrl, days }: { now: string; publicUrl: string; days: number },
): Promise<Ready[]> {
  const asking = ready.filter(({ customerId, mail }) => customerId !== null && hasLink(mail));
  if (asking.length === 0) return [...ready];
  const made = await makeLinks(
    queries,
    asking.map(({ id, customerId }) => ({
      customerId: customerId as string,
      backorderId: null,
      messageId: id,
      by: 'system messages',
    })),
    { now, days },
  );
  const addresses = new Map(asking.map(({ id }, index) => [id, addressOfPage(publicUrl, made[index]?.token ?? '')]));
  return ready.map((one) => {
    const address = addresses.get(one.id);
    return address === undefined ? one : { ...one, mail: withLink(one.mail, address) };
  });
}

function hasLink({ text, html }: Mail): boolean {
  return text.includes(PRIVATE_LINK) || html.includes(PRIVATE_LINK);
}

function withLink(mail: Mail, address: string): Mail {
  return {
    ...mail,
    text: mail.text.replaceAll(PRIVATE_LINK, address),
    html: mail.html.replaceAll(PRIVATE_LINK, address),
  };
}
