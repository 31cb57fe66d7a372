import { describe, expect, it } from 'vitest';
import { say } from '#domain/messages/say.ts';
import { LANGUAGES, MESSAGE_EVENTS, TEMPLATES } from '#domain/messages/words.ts';
import { openMailServer } from '#tests/support/mail-server.ts';
import { escapeHtml } from '../platform/escape-html.ts';
import { openPost } from './post.ts';
import { sampleFacts } from './sample-facts.ts';
import { defaultTexts, render, TemplateMistake } from './template-engine.ts';

const COMPANY = { company: { name: 'River Wines' } };
const of = (text: string, html = text, subject = 'S') => ({ subject, text, html });

/** What each text knows, by the facts people see in the editor before they choose a record. */
function variablesFor(template: (typeof TEMPLATES)[number], language: 'en' | 'es') {
  if (template !== 'digest') return say(sampleFacts(template, language));
  const news = MESSAGE_EVENTS.map((event) => ({ ...say(sampleFacts(event, language)), title: `About ${event}` }));
  return { ...say(sampleFacts('weekly_status', language)), news };
}

/** Elements that are begun and not ended, or ended and not begun. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  for (const [, end, name] of html.matchAll(/<(\/?)(p|ul|li|a|h2|strong|small|em)\b/g))
    if (!end) open.push(name as string);
    else if (open.at(-1) === name) open.pop();
    else open.push(`/${name}`);
  return open;
}

describe.each(LANGUAGES)('the texts the product comes with, in %s', (language) => {
  it.each(TEMPLATES)('%s says what it is about, whole', async (template) => {
    const mail = await render(defaultTexts(template, language), language, variablesFor(template, language));
    expect(mail.subject).not.toBe('');
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Malbec Reserva');
      expect(part).toContain('Ada Bell');
      expect(part).not.toMatch(/\{[{%]|undefined|\[object/);
    }
    expect(mail.text).not.toMatch(/\n{3}|[ \t]\n| {2}\S+ {2}/);
    expect(mail.html).not.toMatch(/<p>\s*<\/p>/);
    expect(unclosed(mail.html)).toEqual([]);
    // Words stand in paragraphs or lists: outside of them a mail program gives them its own size.
    expect(mail.html.replace(/<(p|ul|h2)[ >][\s\S]*?<\/\1>/g, '')).toMatch(/class="sheet"[^>]*>\s*<\/td>/);
    const choices = template === 'stock_arrived' ? [] : ['wait', 'send_available', 'not_before', 'cancel_rest', 'ask'];
    for (const answer of choices) expect(mail.html).toContain(`choose=${answer}#${answer}"`);
    expect(mail.html.includes('choose=substitute')).toBe(template === 'substitute_proposed');
  });
});

const HOSTILE_NAMES = [
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  '{% include "x" %}',
  '=1+1',
  'one\r\nBcc: all@example.com',
  'two\nX-Spam: no',
];

/** The same with every word of a person in place of which something hostile stands. */
function withHostile(said: unknown, name: string): unknown {
  if (typeof said === 'string') return said === '' ? '' : name;
  if (Array.isArray(said)) return said.map((one) => withHostile(one, name));
  if (typeof said !== 'object' || said === null) return said;
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, withHostile(value, name)]));
}

describe('a hostile name is text in headers and bodies of every event', () => {
  it.each(HOSTILE_NAMES)('%j', async (name) => {
    const server = await openMailServer();
    const post = openPost({ smtpUrl: server.url, from: 'River Wines <orders@example.com>' });
    for (const language of LANGUAGES)
      for (const template of TEMPLATES) {
        const said = withHostile(variablesFor(template, language), name) as { company: { name: string } };
        const mail = await render(defaultTexts(template, language), language, said);
        expect(mail.subject).not.toMatch(/[\r\n]/);
        expect(mail.html).not.toMatch(/<img|49/);
        expect(mail.text).toContain(name.split(/\r?\n/)[0]);
        expect(mail.html).toContain(escapeHtml(name.split(/\r?\n/)[0] as string));
        const rest = {
          messageId: `<${template}.${language}@example.com>`,
          replyTo: null,
          date: '2027-03-09T12:00:00Z',
        };
        await post.send({ ...mail, ...rest, to: 'shop@example.com' });
      }
    expect(server.mails).toHaveLength(LANGUAGES.length * TEMPLATES.length);
    for (const { headers, html, bcc, to } of server.mails) {
      expect([...headers.keys()].filter((header) => /bcc|x-spam/i.test(header))).toEqual([]);
      expect([bcc, [to].flat().map((one) => one?.text)]).toEqual([undefined, ['shop@example.com']]);
      expect(html).not.toMatch(/<img/);
    }
    post.close();
    await server.close();
  });
});

describe('a text', () => {
  const HOSTILE = '<img src=x onerror=alert(1)> {{7*7}} =1+1\r\nBcc: all@example.com';

  it('has the pieces of its own language where a company writes the same in both', async () => {
    const text = '{% render "choices", link: link %}';
    const written = LANGUAGES.map((language) => render(of(text), language, say(sampleFacts('shipped', language))));
    const [english, spanish] = await Promise.all(written);
    expect(english?.text).toContain('See where it stands');
    expect(spanish?.text).toContain('Vea cómo va');
  });

  it('makes the page of the carrier a link, whatever its address', async () => {
    const said = say(sampleFacts('shipped', 'en'));
    const written = await render(defaultTexts('shipped', 'en'), 'en', said);
    expect(written.html).toContain('<a href="https://www.ups.com/track?tracknum=1Z999">https://www.ups.com');
    const hostile = { ...said, shipment: { ...said.shipment, link: 'https://x.test/"><script>' } };
    expect((await render(defaultTexts('shipped', 'en'), 'en', hostile)).html).not.toContain('<script>');
  });

  it('takes a hostile name for what it is: text', async () => {
    const variables = { company: { name: HOSTILE }, customer: { name: HOSTILE } };
    const { subject, text, html } = await render(
      of('{{ customer.name }}', '{{ customer.name | raw }}', '{{ customer.name }}'),
      'en',
      variables,
    );
    expect(subject).toBe('<img src=x onerror=alert(1)> {{7*7}} =1+1 Bcc: all@example.com');
    expect(text).toContain('{{7*7}}');
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it.each([
    ['an endless loop', '{% for i in (1..90000) %}{% for j in (1..90000) %}{% endfor %}{% endfor %}'],
    ['a list without end', '{% for i in (1..100000000) %}x{% endfor %}'],
    ['a date as long as memory', '{{ "now" | date: "%9999999d" }}'],
    ['a file', '{% include "/etc/passwd" %}'],
    ['an unknown variable', '{{ custmer.name }}'],
    ['an unknown filter', '{{ company.name | shout }}'],
    ['what does not end', '{% if company.name %}'],
  ])('is refused for %s', async (_, source) => {
    const begun = performance.now();
    await expect(render(of(source, 'x'), 'en', COMPANY)).rejects.toThrow(TemplateMistake);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it('reaches nothing but what it is given', async () => {
    await expect(render(of('{{ company.constructor.name }}'), 'en', COMPANY)).rejects.toThrow(TemplateMistake);
  });
});
