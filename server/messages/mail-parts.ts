import type { Language } from '#domain/messages/words.ts';
import { escapeHtml } from '../platform/escape-html.ts';

const LONGEST_SUBJECT = 200;

/** Text of a header: one line, nothing that is not seen. */
export function ofOneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return [...line].slice(0, LONGEST_SUBJECT).join('');
}

/** Words without the gaps that branches leave: at most one blank line, none at the ends, no line that ends in blanks. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const ONLY_TAGS = /^(\s*\{%(?:(?!%\}).)*%\}\s*)+$/;

/** The addresses that a text may show: where mail programs show HTML they are to be pressed. */
const ADDRESS = /\{\{ (shipment\.link) \}\}/g;

/**
 * HTML from a text: what stands between blank lines becomes a paragraph, a line of tags alone stays as it is, an address becomes a
 * link.
 */
export function htmlOf(text: string): string {
  const blocks: string[][] = [[]];
  for (const line of text.replace(ADDRESS, '<a href="{{ $1 }}">{{ $1 }}</a>').split('\n')) {
    if (line.trim() === '') blocks.push([]);
    else if (ONLY_TAGS.test(line)) blocks.push([line], []);
    else (blocks.at(-1) as string[]).push(line);
  }
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => (ONLY_TAGS.test(lines.join('')) ? lines.join('') : `<p>${lines.join('<br>\n')}</p>`))
    .join('\n');
}

// Mail programs know little CSS: a table for the width, colours that dark ones turn, and a dark set for those that ask.
const STYLE = `
  body { margin: 0; padding: 0; background: #f3f4f2; }
  .sheet { background: #ffffff; color: #1d2421; }
  .sheet p, .sheet li { font-size: 16px; line-height: 1.5; }
  .sheet p { margin: 0 0 14px; }
  .sheet ul { margin: 0 0 16px; padding: 0; list-style: none; border-top: 1px solid #d9ddd9; }
  .sheet li { padding: 9px 0; border-bottom: 1px solid #d9ddd9; }
  .sheet small { color: #59635e; font-size: 13px; white-space: nowrap; }
  .sheet em { color: #59635e; font-style: normal; }
  .sheet h2 { font-size: 17px; line-height: 1.35; margin: 24px 0 8px; }
  .sheet a { color: #0b6b5c; }
  .sheet a.act { display: inline-block; padding: 11px 20px; border-radius: 6px; background: #0b6b5c; color: #ffffff; font-weight: 600; text-decoration: none; }
  .sheet .ways { line-height: 2.2; margin-bottom: 10px; }
  .sheet .ways a { margin-right: 14px; white-space: nowrap; }
  .foot { color: #59635e; font-size: 13px; line-height: 1.5; }
  @media (prefers-color-scheme: dark) {
    body, .ground { background: #15191a !important; }
    .sheet { background: #1f2526 !important; color: #e6ebe8 !important; }
    .sheet ul, .sheet li { border-color: #3a4345 !important; }
    .sheet small, .sheet em, .foot { color: #a9b4b0 !important; }
    .sheet a { color: #6fd3c0 !important; }
    .sheet a.act { color: #10201c !important; background: #6fd3c0 !important; }
  }`;
const FONT = `font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif`;

/** A whole mail around its words: the company above, why the customer gets it below. `body` is HTML, the rest plain text. */
export function layOut(mail: {
  language: Language;
  title: string;
  company: string;
  body: string;
  because: string;
}): string {
  return `<!doctype html>
<html lang="${mail.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(mail.title)}</title>
<style>${STYLE}
</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f3f4f2">
<table role="presentation" class="ground" width="100%" cellspacing="0" cellpadding="0" style="background:#f3f4f2;${FONT}"><tr><td align="center" style="padding:20px 12px">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0" style="max-width:600px">
<tr><td class="foot" style="padding:0 8px 10px;font-size:15px;font-weight:600">${escapeHtml(mail.company)}</td></tr>
<tr><td class="sheet" style="background:#ffffff;padding:24px 24px 12px;border-radius:8px">
${mail.body}
</td></tr>
<tr><td class="foot" style="padding:14px 8px 0">${escapeHtml(mail.because)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}
