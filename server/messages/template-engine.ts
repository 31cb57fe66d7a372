import { Liquid, type Template } from 'liquidjs';
import { LANGUAGES, type Language, type TemplateName } from '#domain/messages/words.ts';
import { htmlOf, layOut, ofOneLine, tidy } from './mail-parts.ts';
import { ENGLISH, ENGLISH_PARTS } from './texts/english.ts';
import { partialsOf } from './texts/partials.ts';
import { textsOf } from './texts/shape.ts';
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
const DEFAULTS = { en: textsOf(ENGLISH), es: textsOf(SPANISH) };

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
    // The pieces are ours: each is parsed once.
    cache: true,
    templates: Object.fromEntries(
      Object.entries(partialsOf(PARTS[language])).map(([name, piece]) => [name, piece[kind]]),
    ),
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

/** What a text is written with: more than these where there is more to say. */
type Variables = {
  company: { name: string };
  waiting?: readonly unknown[];
  substitute?: { offers: readonly unknown[]; accepted: { item: string } };
};

/** What pieces know without being given it. */
function knownInPieces({ waiting = [], substitute }: Variables) {
  return {
    isWaiting: waiting.length > 0,
    hasOffers: !!substitute && substitute.offers.length > 0 && substitute.accepted.item === '',
  };
}

const PARSED_AT_MOST = 200;
const parsed = new Map<string, Template[]>();

/**
 * Writes a message: subject of one line, words, and HTML in the frame of the company. Throws `TemplateMistake` for a text
 * that names an unknown variable or filter, does not end what it begins, or takes too long.
 */
export async function render(texts: Texts, language: Language, variables: Variables): Promise<Texts> {
  const { company } = variables;
  const because = PARTS[language].because.replace('{company}', company.name);
  const [subject, text, html] = await Promise.all([
    renderPart('subject', texts.subject, language, variables),
    renderPart('text', texts.text, language, variables),
    renderPart('html', texts.html, language, variables),
  ]);
  return {
    subject: ofOneLine(subject) || company.name,
    text: `${tidy(text)}\n\n--\n${because}\n`,
    html: layOut({ language, title: ofOneLine(subject), company: company.name, body: html, because }),
  };
}

async function renderPart(
  part: keyof Texts,
  source: string,
  language: Language,
  variables: Variables,
): Promise<string> {
  const kind = part === 'html' ? 'html' : 'text';
  try {
    const template = parse(source, language, kind);
    const globals = knownInPieces(variables);
    const output = String(await ENGINES[language][kind].render(template, variables, { globals }));
    if (output.length > LONGEST_OUTPUT) throw new Error(`is longer than ${LONGEST_OUTPUT} characters`);
    return output;
  } catch (error) {
    throw new TemplateMistake(part, (error as Error).message.split('\n')[0] as string);
  }
}

/** Few texts are in use; each is parsed once. A text keeps the pieces of the language it was parsed in. */
function parse(source: string, language: Language, kind: Kind): Template[] {
  const key = `${language}:${kind}:${source}`;
  const known = parsed.get(key);
  if (known) return known;
  const template = ENGINES[language][kind].parse(source);
  if (parsed.size >= PARSED_AT_MOST) parsed.clear();
  parsed.set(key, template);
  return template;
}
