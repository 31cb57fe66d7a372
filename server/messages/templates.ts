import type { Answer, Request } from '#contract/operations.ts';
import { variablesOf } from '#domain/messages/variables.ts';
import { type Language, type MessageEvent, TEMPLATES, type TemplateName } from '#domain/messages/words.ts';
import type { Queries } from '../platform/transaction.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Reading } from '../platform/work.ts';
import { readMessageRules } from './message-rules.ts';
import { defaultTexts, type Texts } from './template-engine.ts';

type Template = Answer<'getMessageTemplate'>;
type Kept = Texts & { event: TemplateName; language: Language; updatedAt: string; updatedBy: string };

/** Every text in one language, as it is in force. */
export async function listMessageTemplates(
  _: Viewer,
  { query }: Request<'listMessageTemplates'>,
  { queries }: Reading,
): Promise<Answer<'listMessageTemplates'>> {
  return { data: await readTemplates(queries, TEMPLATES, query.language) };
}

/** One text in one language. */
export async function getMessageTemplate(
  _: Viewer,
  { params, query }: Request<'getMessageTemplate'>,
  { queries }: Reading,
): Promise<Template> {
  return readTemplate(queries, params.event, query.language);
}

/** One text as it is answered. */
export async function readTemplate(queries: Queries, event: TemplateName, language: Language): Promise<Template> {
  return (await readTemplates(queries, [event], language))[0] as Template;
}

async function readTemplates(
  queries: Queries,
  events: readonly TemplateName[],
  language: Language,
): Promise<Template[]> {
  const [texts, { eventsOff }] = await Promise.all([readTexts(queries), readMessageRules(queries)]);
  return events.map((event) => {
    const kept = texts.kept(event, language);
    return {
      event,
      language,
      isOn: !eventsOff.includes(event as MessageEvent),
      ...texts.inForce(event, language),
      isDefault: kept === null,
      updatedAt: kept?.updatedAt ?? null,
      updatedBy: kept?.updatedBy ?? null,
      variables: variablesOf(event).map(({ name, meaning }) => ({ name, meaning })),
    };
  });
}

/** All texts of the company. */
export type CompanyTexts = {
  inForce(event: TemplateName, language: Language): Texts;
  kept(event: TemplateName, language: Language): Kept | null;
};

/** Reads the texts the company changed; every other is as the product comes. */
export async function readTexts(queries: Queries): Promise<CompanyTexts> {
  const rows = await queries.rows<Kept>(
    `select event, language, subject, text, html, updated_at as "updatedAt", updated_by as "updatedBy" from message_templates`,
  );
  const kept = (event: TemplateName, language: Language) =>
    rows.find((row) => row.event === event && row.language === language) ?? null;
  return {
    kept,
    inForce(event, language) {
      const { subject, text, html } = kept(event, language) ?? defaultTexts(event, language);
      return { subject, text, html };
    },
  };
}
