import { type Refusal, refuse } from '#contract/errors.ts';
import type { Answer, Request } from '#contract/operations.ts';
import { say } from '#domain/messages/say.ts';
import type { Language, MessageEvent, TemplateName } from '#domain/messages/words.ts';
import { changesOf } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { readMessageRules, updateMessageRules } from './message-rules.ts';
import { sampleFacts } from './sample-facts.ts';
import { defaultTexts, render, TemplateMistake, type Texts } from './template-engine.ts';
import { readTemplate, readTexts } from './templates.ts';
import { gather } from './write-messages.ts';

type Template = Answer<'updateMessageTemplate'>;

/**
 * Changes a text in one language, or whether the event is told at all. What cannot be written is refused with
 * `template_mistake` and stores nothing.
 */
export async function updateMessageTemplate(
  viewer: Viewer,
  { params, body }: Request<'updateMessageTemplate'>,
  work: Work,
): Promise<Template | { refusal: Refusal }> {
  const { event } = params;
  const { language = 'en', isOn, ...given } = body;
  await work.tx.rows('select from company for update');
  if (isOn !== undefined && event !== 'digest') await switchEvent(viewer, work, event, isOn);
  const before = (await readTexts(work.tx)).inForce(event, language);
  const changes = changesOf(before, given as Partial<Texts>);
  if (changes) {
    const after = { ...before, ...given } as Texts;
    const mistake = await findMistake(event, language, after);
    if (mistake) return mistake;
    await work.tx.rows(KEEP, [event, language, after.subject, after.text, after.html, work.now, viewer.actor]);
    work.audit({
      action: 'message_template.update',
      recordType: 'message_template',
      recordId: null,
      changes: { event, language, ...changes },
    });
  }
  return readTemplate(work.tx, event, language);
}

/** Takes back what was changed of a text in one language. */
export async function resetMessageTemplate(
  _: Viewer,
  { params, body }: Request<'resetMessageTemplate'>,
  work: Work,
): Promise<Template> {
  const { event } = params;
  const [removed] = await work.tx.rows<Texts>(
    'delete from message_templates where event = $1 and language = $2 returning subject, text, html',
    [event, body.language],
  );
  if (removed)
    work.audit({
      action: 'message_template.reset',
      recordType: 'message_template',
      recordId: null,
      changes: { event, language: body.language, before: removed },
    });
  return readTemplate(work.tx, event, body.language);
}

async function switchEvent(viewer: Viewer, work: Work, event: MessageEvent, isOn: boolean): Promise<void> {
  const { eventsOff } = await readMessageRules(work.tx);
  const others = eventsOff.filter((off) => off !== event);
  const request = { params: undefined, query: undefined, body: { eventsOff: isOn ? others : [...others, event] } };
  await updateMessageRules(viewer, request, work);
}

/** Why a text cannot be used: tried with the facts of a customer who does not exist. */
async function findMistake(
  event: TemplateName,
  language: Language,
  texts: Texts,
): Promise<{ refusal: Refusal } | null> {
  try {
    await render(texts, language, await sampleVariables(event, language));
    return null;
  } catch (error) {
    return refuseMistake(error);
  }
}

/** `template_mistake` with the part and the sentence; any other failure is thrown on. */
export function refuseMistake(error: unknown): { refusal: Refusal } {
  if (!(error instanceof TemplateMistake)) throw error;
  return refuse('template_mistake', { errors: [{ pointer: `#/${error.part}`, detail: error.message }] });
}

/** What a text may name, with the facts of a customer who does not exist. */
export async function sampleVariables(event: TemplateName, language: Language) {
  if (event !== 'digest') return say(sampleFacts(event, language));
  const parts = (['date_moved', 'stock_arrived'] as const).map(async (told, index) => {
    const facts = sampleFacts(told, language);
    const backorder = facts.backorder && { ...facts.backorder, number: `BO-${2001 + index}` };
    const said = say({ ...facts, backorder });
    return { said, title: (await render(defaultTexts(told, language), language, said)).subject };
  });
  const news = await Promise.all(parts);
  return gather(
    news.map(({ said }) => said),
    news.map(({ title }) => title),
  );
}

const KEEP = `
  insert into message_templates (event, language, subject, text, html, updated_at, updated_by) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (event, language) do update set subject = $3, text = $4, html = $5, updated_at = $6, updated_by = $7`;
