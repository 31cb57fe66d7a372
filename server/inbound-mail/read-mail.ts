import { createHash } from 'node:crypto';
import { simpleParser } from 'mailparser';

/** A mail that came in, as far as it matters. Every part is another party's word. */
export type InboundMail = {
  /** Its Message-ID, or a fingerprint of a mail that has none. */
  messageId: string;
  from: string | null;
  subject: string;
  /** What was written, without what it quotes. */
  text: string;
  /** Message-IDs that it answers or gives back, the nearest first. */
  refersTo: string[];
  /** What stood behind the + of an address of ours: the beginnings of Message-IDs. */
  tags: string[];
  /** Nobody wrote it: an absence note, a receipt, a list. */
  isAutomatic: boolean;
  /** It gives a mail back for good, and why. */
  bounce: string | null;
};

const MOST_REFERENCES = 50;
const LONGEST_TEXT = 3_800;
/** So much of a mail is read: what is attached below is not kept, and others wait meanwhile. */
const MOST_READ = 3_000_000;

/** Reads a raw RFC 5322 message. What cannot be read of it is left out; null where it is built to be read by nobody. */
export async function readMail(raw: Buffer): Promise<InboundMail | null> {
  const options = { skipImageLinks: true, skipTextLinks: true, skipTextToHtml: true, maxHtmlLengthToParse: 500_000 };
  const mail = await simpleParser(raw.subarray(0, MOST_READ), options).catch((error: { code?: unknown }) => {
    if (error.code === 'EMAXLEN') return null;
    throw error;
  });
  if (!mail) return null;
  const header = (name: string) => headerText(mail.headers.get(name));
  const isReport = /multipart\/report/i.test(raw.subarray(0, 20_000).toString('latin1'));
  const { bounce, about } = isReport ? readReport(raw.toString('latin1', 0, MOST_READ)) : { bounce: null, about: [] };
  const answered = [mail.inReplyTo ?? '', ...[mail.references ?? []].flat().reverse()].flatMap(idsIn);
  return {
    messageId: idsIn(mail.messageId ?? '')[0] ?? `<${createHash('sha256').update(raw).digest('hex')}@no-message-id>`,
    from: mail.from?.value[0]?.address?.toLowerCase().slice(0, 320) || null,
    subject: shown(mail.subject ?? '', 500)
      .replace(/\s+/g, ' ')
      .trim(),
    text: shown(withoutQuotes((mail.text ?? '').slice(0, 100_000)), LONGEST_TEXT).trim(),
    refersTo: [...new Set([...about, ...answered])].slice(0, MOST_REFERENCES),
    tags: tagsIn(raw),
    isAutomatic:
      !/^(no)?$/i.test(header('auto-submitted')) ||
      /^(bulk|junk|list|auto_reply)$/i.test(header('precedence')) ||
      ['x-autoreply', 'x-autorespond', 'list-id'].some((name) => mail.headers.has(name)) ||
      isReport,
    bounce,
  };
}

/** What a delivery report says: only "failed" is for good. The mail it gives back stands below the report. */
function readReport(source: string): { bounce: string | null; about: string[] } {
  const isFailed = /^Action:\s*failed/im.test(source) && !/^Status:\s*[24]\./im.test(source);
  const code = /^Diagnostic-Code:\s*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*)/im.exec(source)?.[1] ?? '';
  const about = [...source.matchAll(/^Message-ID:\s*(<[^\s<>]{1,300}>)/gim)].map(([, id]) => id as string).reverse();
  const why = shown(code, 400).replace(/\s+/g, ' ').trim();
  return { bounce: isFailed ? why || 'The mail came back' : null, about };
}

const TAG =
  /^(?:to|cc|delivered-to|x-original-to|envelope-to):[^\n]*?\+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/gim;

function tagsIn(raw: Buffer): string[] {
  const head =
    raw
      .subarray(0, 60_000)
      .toString('latin1')
      .split(/\r?\n\r?\n/)[0]
      ?.replace(/\r?\n[ \t]+/g, ' ') ?? '';
  return [...head.matchAll(TAG)].map(([, tag]) => tag as string).slice(0, 5);
}

function idsIn(text: string): string[] {
  return (text.match(/<[^\s<>]{1,300}>/g) ?? []) as string[];
}

function headerText(value: unknown): string {
  return typeof value === 'string' ? (value.split(';')[0]?.trim() ?? '') : '';
}

const QUOTE_BEGINS =
  /^(>|-{2,}\s*(original message|mensaje original)|_{10,}|on .{5,200} wrote:|el .{5,200} escribi[oó]:|(from|de): .+@)/i;

/** What stands above what a mail program quotes; all of it where nothing stands above. */
function withoutQuotes(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const begins = lines.findIndex((line) => QUOTE_BEGINS.test(line.trim()));
  const own = begins < 0 ? lines : lines.slice(0, begins);
  return own.join('\n').trim() || text;
}

/** Text as people may see it: no control characters, nothing that turns the direction of writing, no half characters. */
function shown(text: string, longest: number): string {
  return text
    .replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '')
    .slice(0, longest)
    .replace(/\p{Cs}/gu, '');
}
