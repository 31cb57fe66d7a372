import { Liquid, type Template } from 'liquidjs';
import { LANGUAGES, type Language, type TemplateName } from '#domain/messages/words.ts';
import { htmlOf, layOut, ofOneLine, tidy } from './mail-parts.ts';
import { ENGLISH, ENGLISH_PARTS } from './texts/english.ts';
import { SPANISH, SPANISH_PARTS } from './texts/spanish.ts';

/** The three parts of a text, as people edit them. */
export type Texts = { subject: string; text: string; html: string };

/** A text that cannot be used, and why: which part, and the sentence. */
export class TemplateMistake extends Error {
  readonly part: keyof Texts;
  constructor(part: keyof Texts, message: string) {
    super(message);
    this.part = part;
  }
}

const LONGEST_OUTPUT = 200_000;
/** A text takes a millisecond or two. One that takes longer, or much memory, was written to. */
const LIMITS = { parseLimit: 50_000, renderLimit: 1_500, memoryLimit: 2_000_000 };

const PARTS = { en: ENGLISH_PARTS, es: SPANISH_PARTS };
const DEFAULTS = { en: ENGLISH, es: SPANISH };

const LISTS = {
  items: {
    text: `{% for line in lines %}- {{ line.quantity }}: {{ line.item }} ({{ line.sku }})
{% endfor %}`,
    html: `<ul>{% for line in lines %}<li><strong>{{ line.quantity }}</strong> {{ line.item }} <small>{{ line.sku }}</small></li>{% endfor %}</ul>`,
  },
  waiting: {
    text: `{% for line in lines %}- {{ line.quantity }}: {{ line.item }} ({{ line.sku }}), {{ line.expected }}
{% endfor %}`,
    html: `<ul>{% for line in lines %}<li><strong>{{ line.quantity }}</strong> {{ line.item }} <small>{{ line.sku }}</small><br><em>{{ line.expected }}</em></li>{% endfor %}</ul>`,
  },
  offers: {
    text: `{% for line in lines %}- {{ line.item }} ({{ line.sku }}), {{ line.price }}
{% endfor %}`,
    html: `<ul>{% for line in lines %}<li>{{ line.item }} <small>{{ line.sku }}</small><br><em>{{ line.price }}</em></li>{% endfor %}</ul>`,
  },
  alternatives: {
    text: `{% for line in lines %}- {{ line.item }} ({{ line.sku }})
{% endfor %}`,
    html: `<ul>{% for line in lines %}<li>{{ line.item }} <small>{{ line.sku }}</small></li>{% endfor %}</ul>`,
  },
};
const NEWS = {
  text: `{% for one in news %}* {{ one.title }}
{% if one.reason != "" %}  {{ one.reason }}
{% endif %}{% for line in one.items %}  - {{ line.quantity }}: {{ line.item }} ({{ line.sku }})
{% endfor %}{% for line in one.waiting %}  - {{ line.quantity }}: {{ line.item }} ({{ line.sku }}), {{ line.expected }}
{% endfor %}
{% endfor %}`,
  html: `{% for one in news %}<h2>{{ one.title }}</h2>{% if one.reason != "" %}<p>{{ one.reason }}</p>{% endif %}{% if one.items.size > 0 %}{% render "items", lines: one.items %}{% endif %}{% if one.waiting.size > 0 %}{% render "waiting", lines: one.waiting %}{% endif %}{% endfor %}`,
};

type Kind = 'text' | 'html';

/** Reads no file: the parts it knows are given. In HTML everything that is put in is escaped, and nothing can undo that. */
function engineFor(language: Language, kind: Kind): Liquid {
  const engine = new Liquid({
    ...LIMITS,
    ...(kind === 'html' ? { outputEscape: 'escape' as const } : {}),
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    cache: false,
    templates: {
      items: LISTS.items[kind],
      waiting: LISTS.waiting[kind],
      alternatives: LISTS.alternatives[kind],
      offers: LISTS.offers[kind],
      news: NEWS[kind],
      choices: PARTS[language].choices[kind],
      regards: PARTS[language].regards[kind],
    },
  });
  engine.registerFilter('raw', (value: unknown) => value);
  return engine;
}

const ENGINES = Object.fromEntries(
  LANGUAGES.map((language) => [language, { text: engineFor(language, 'text'), html: engineFor(language, 'html') }]),
) as Record<Language, Record<Kind, Liquid>>;

/** The text the product comes with. Its HTML is made from its words. */
export function defaultTexts(template: TemplateName, language: Language): Texts {
  const { subject, text } = DEFAULTS[language][template];
  return { subject, text, html: htmlOf(text) };
}

const PARSED_AT_MOST = 200;
const parsed = new Map<string, Template[]>();

/**
 * Writes a message: subject of one line, words, and HTML in the frame of the company. Throws `TemplateMistake` for a text
 * that names an unknown variable or filter, does not end what it begins, or takes too long.
 */
export async function render(
  texts: Texts,
  language: Language,
  variables: { company: { name: string } },
): Promise<Texts> {
  const { company } = variables;
  const because = PARTS[language].because.replace('{company}', company.name);
  const [subject, text, html] = await Promise.all([
    renderPart('subject', texts.subject, ENGINES[language].text, variables),
    renderPart('text', texts.text, ENGINES[language].text, variables),
    renderPart('html', texts.html, ENGINES[language].html, variables),
  ]);
  return {
    subject: ofOneLine(subject) || company.name,
    text: `${tidy(text)}\n\n--\n${because}\n`,
    html: layOut({ language, title: ofOneLine(subject), company: company.name, body: html, because }),
  };
}

async function renderPart(part: keyof Texts, source: string, engine: Liquid, variables: object): Promise<string> {
  try {
    const output = String(await engine.render(parse(part, source, engine), variables));
    if (output.length > LONGEST_OUTPUT) throw new Error(`is longer than ${LONGEST_OUTPUT} characters`);
    return output;
  } catch (error) {
    throw new TemplateMistake(part, (error as Error).message.split('\n')[0] as string);
  }
}

/** Few texts are in use; each is parsed once. */
function parse(part: keyof Texts, source: string, engine: Liquid): Template[] {
  const key = `${part === 'html' ? 'html' : 'text'}:${source}`;
  const known = parsed.get(key);
  if (known) return known;
  const template = engine.parse(source);
  if (parsed.size >= PARSED_AT_MOST) parsed.clear();
  parsed.set(key, template);
  return template;
}
