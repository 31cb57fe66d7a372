import { createTransport } from 'nodemailer';
import type { MailConfiguration } from '../platform/configuration.ts';

/** A mail as it is handed to the server. */
export type Mail = {
  messageId: string;
  to: string;
  replyTo: string | null;
  subject: string;
  text: string;
  html: string;
  date: string;
  attachments?: { filename: string; content: Buffer; contentType: string }[];
};

/**
 * What the mail server did. `refused`: for good; `unknown_address`: nobody there has it; `later`: not this mail, not
 * now; `away`: it cannot be reached, broke off (and may have taken the mail), or takes nothing from us.
 */
export type Outcome = { is: 'taken' } | { is: 'refused' | 'unknown_address' | 'later' | 'away'; why: string };

/** Where mail is handed over. */
export type Post = {
  /** The part of a Message-ID behind its @. */
  domain: string;
  /** How many mails are handed over at once. */
  connections: number;
  send(mail: Mail): Promise<Outcome>;
  close(): void;
};

const CONNECTIONS = 5;
const MAILS_PER_CONNECTION = 100;

/** The mail server of the company: few connections, kept open, each given up when it stays silent. */
export function openPost(
  {
    smtpUrl,
    from,
    replyTo: answersTo = null,
  }: Pick<MailConfiguration, 'smtpUrl' | 'from'> & Partial<MailConfiguration>,
  options: { silenceMilliseconds?: number } = {},
): Post {
  const silence = options.silenceMilliseconds ?? 30_000;
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS,
    maxMessages: MAILS_PER_CONNECTION,
    connectionTimeout: silence / 2,
    greetingTimeout: silence / 2,
    socketTimeout: silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    domain: /@([^\s@<>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost',
    connections: CONNECTIONS,
    async send({ messageId, to, replyTo, date, ...words }) {
      try {
        const answers = answersTo === null ? replyTo : taggedFor(messageId, answersTo);
        await transport.sendMail({
          ...words,
          from,
          to: { name: '', address: to },
          ...(answers === null ? {} : { replyTo: { name: '', address: answers } }),
          messageId,
          date: new Date(date),
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { is: 'taken' };
      } catch (error) {
        return outcomeOf(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

/** The address that answers to one message go to: what stands before the @ of its Message-ID leads back to its record. */
export function taggedFor(messageId: string, answersTo: string): string {
  const tag = /^<([^@>]+)@/.exec(messageId)?.[1] ?? '';
  return answersTo.replace('@', `+${tag}@`);
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string };

/** Until a mail's own recipient was named, what goes wrong is between the company and its server. */
const BEFORE_ANY_MAIL = ['CONN', 'API', 'EHLO', 'HELO', 'STARTTLS', 'MAIL FROM'];

function outcomeOf(error: SmtpError): Outcome {
  const { code = '', command = '', responseCode } = error;
  const why = (error.response ?? error.message).replace(/\s+/g, ' ').trim().slice(0, 500) || 'no answer';
  if (code === 'EMESSAGE' && responseCode === undefined) return { is: 'refused', why };
  if (BEFORE_ANY_MAIL.includes(command) || command.startsWith('AUTH') || responseCode === undefined)
    return { is: 'away', why };
  if (responseCode < 500) return { is: 'later', why };
  return { is: command === 'RCPT TO' ? 'unknown_address' : 'refused', why };
}
