import { noteResetSent, takeDueResets } from '../accounts/password-resets.ts';
import { readCompany } from '../platform/company.ts';
import { escapeHtml } from '../platform/escape-html.ts';
import type { Queries } from '../platform/transaction.ts';
import { layOut } from './mail-parts.ts';
import type { Mail, Post } from './post.ts';

/** Mails the links of people who forgot their password. What does not leave now is tried again while the link would work. */
export async function sendPasswordResets(
  queries: Queries,
  post: Post,
  { now, publicUrl }: { now: string; publicUrl: string },
): Promise<void> {
  const due = await takeDueResets(queries, now);
  if (due.length === 0) return;
  const { company } = await readCompany(queries);
  for (const { id, name, email, token } of due) {
    // Behind a #, so that no server and no log is told it.
    const address = `${publicUrl}/reset-password#${token}`;
    const messageId = `<password-reset-${id}@${post.domain}>`;
    const outcome = await post.send({
      messageId,
      to: email,
      replyTo: null,
      date: now,
      ...write(name, address, company),
    });
    if (outcome.is !== 'away' && outcome.is !== 'later') await noteResetSent(queries, id, now);
  }
}

function write(
  name: string,
  address: string,
  company: { name: string; color: string },
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const subject = 'A new password for Makegood';
  const because = `You receive this because somebody asked for a new password with your address at ${company.name}.`;
  const lines = [
    `Hello ${name},`,
    'Somebody, most likely you, asked for a new password. Choose one here; the link works once, and for one hour:',
    'If it was not you, do nothing: your password stays as it is.',
  ] as const;
  const link = `<p><a class="act" href="${escapeHtml(address)}">Choose a new password</a></p>`;
  const body = `<p>${escapeHtml(lines[0])}</p>\n<p>${lines[1]}</p>\n${link}\n<p>${lines[2]}</p>`;
  return {
    subject,
    text: `${lines[0]}\n\n${lines[1]}\n\n${address}\n\n${lines[2]}\n\n--\n${because}\n`,
    html: layOut({ language: 'en', title: subject, company: company.name, body, because }),
  };
}
