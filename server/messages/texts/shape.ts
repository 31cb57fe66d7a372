import type { TemplateName } from '#domain/messages/words.ts';

/** A text the product comes with. Blank lines part paragraphs; its HTML is made from it. */
export type DefaultText = { subject: string; text: string };

/** The sentences of the texts in one language. `lead` comes first, each sentence is a paragraph, and variables stand in double braces. */
export type Sentences = {
  greeting: string;
  stillToCome: string;
  order_confirmed: Record<'subject' | 'lead' | 'inStock' | 'waits' | 'keepsPlace', string>;
  backorder_created: Record<'subject' | 'lead' | 'dated' | 'undated', string>;
  date_moved: Record<
    'subject' | 'subjectUndated' | 'first' | 'stillNone' | 'sooner' | 'later' | 'lost' | 'reason' | 'waits',
    string
  >;
  stock_arrived: Record<'subject' | 'lead' | 'next', string>;
  shipped: Record<'subject' | 'lead' | 'carrier' | 'driver' | 'driverPhone' | 'tracking' | 'link' | 'estimate', string>;
  delivered: Record<'subject' | 'lead' | 'leadReceived' | 'nothing' | 'missing' | 'tellUs', string>;
  delayed: Record<'subject' | 'lead' | 'dated' | 'undated' | 'waits', string>;
  weekly_status: Record<'subject' | 'lead' | 'dated' | 'undated', string>;
  cancelled: Record<'subject' | 'lead' | 'reason' | 'sorry' | 'credit' | 'refund' | 'close' | 'tellUs', string>;
  rescheduled: Record<'subject' | 'notBefore' | 'notBeforeInstead' | 'soon' | 'soonInstead' | 'waits', string>;
  substitute_proposed: Record<'subject' | 'lead' | 'choice', string>;
  substitute_confirmed: Record<'subject' | 'lead' | 'order' | 'credit' | 'waits', string>;
  credit_issued: Record<'subject' | 'lead' | 'credit' | 'refund' | 'isFor' | 'freight', string>;
  digest: Record<'subject' | 'lead', string>;
};

/** The words that stand in many texts. `{company}` is where its name is put in. */
export type Parts = Record<
  | 'writeOrCall'
  | 'answerThis'
  | 'each'
  | 'choose'
  | 'chooseShort'
  | 'chooseOffered'
  | 'take'
  | 'see'
  | 'lookShort'
  | 'look'
  | 'because',
  string
> & { ways: Record<'wait' | 'send_available' | 'not_before' | 'cancel_rest' | 'ask', string> };

/** The texts in one language: the same shape in each. */
export function textsOf(words: Sentences): Readonly<Record<TemplateName, DefaultText>> {
  return { ...ofBackorders(words), ...ofGoods(words), ...ofDecisions(words) };
}

type Some<Name extends TemplateName> = Pick<Record<TemplateName, DefaultText>, Name>;
type Wording = { subject: string };

function ofBackorders(
  words: Sentences,
): Some<'order_confirmed' | 'backorder_created' | 'date_moved' | 'delayed' | 'weekly_status' | 'digest'> {
  const text = writer(words);
  const {
    order_confirmed: order,
    backorder_created: created,
    date_moved: moved,
    delayed,
    weekly_status: weekly,
  } = words;
  return {
    order_confirmed: text(
      order,
      order.lead,
      when('items.size > 0', order.inStock, list('items', 'items')),
      when('waiting.size > 0', order.waits, list('waiting', 'waiting'), order.keepsPlace),
    ),
    backorder_created: text(created, created.lead, list('waiting', 'waiting'), dated(created)),
    date_moved: text(
      { subject: `{% if hasDate %}${moved.subject}{% else %}${moved.subjectUndated}{% endif %}` },
      when('before == "" and hasDate', moved.first),
      when('before == "" and hasDate == false', moved.stillNone),
      when('isSooner', moved.sooner),
      when('before != "" and hasDate and isSooner == false', moved.later),
      when('before != "" and hasDate == false', moved.lost),
      when('reason != ""', moved.reason),
      moved.waits,
      list('waiting', 'waiting'),
    ),
    delayed: text(delayed, delayed.lead, dated(delayed), delayed.waits, list('waiting', 'waiting')),
    weekly_status: text(weekly, weekly.lead, list('waiting', 'waiting'), dated(weekly)),
    digest: text(words.digest, words.digest.lead, '{% render "news", news: news %}'),
  };
}

function ofGoods(words: Sentences): Some<'stock_arrived' | 'shipped' | 'delivered' | 'rescheduled'> {
  const text = writer(words);
  const stillToCome = whatIsToCome(words);
  const { stock_arrived: arrived, shipped, delivered, rescheduled } = words;
  return {
    stock_arrived: text(arrived, arrived.lead, list('items', 'items'), arrived.next, stillToCome),
    shipped: text(
      shipped,
      shipped.lead,
      list('items', 'items'),
      when('shipment.carrier != ""', shipped.carrier),
      when('shipment.driver != ""', shipped.driver),
      when('shipment.driver != "" and shipment.driverPhone != ""', shipped.driverPhone),
      when('shipment.tracking != ""', shipped.tracking),
      when('shipment.link != ""', shipped.link),
      when('shipment.estimate != ""', shipped.estimate),
      stillToCome,
    ),
    delivered: text(
      delivered,
      when('items.size > 0 and delivery.receivedBy == ""', delivered.lead, list('items', 'items')),
      when('items.size > 0 and delivery.receivedBy != ""', delivered.leadReceived, list('items', 'items')),
      when('items.size == 0', delivered.nothing),
      `{% for line in missing %}\n\n${delivered.missing}\n\n{% endfor %}`,
      delivered.tellUs,
      stillToCome,
    ),
    rescheduled: text(
      rescheduled,
      when('requested != "" and before == ""', rescheduled.notBefore),
      when('requested != "" and before != ""', rescheduled.notBeforeInstead),
      when('requested == "" and before == ""', rescheduled.soon),
      when('requested == "" and before != ""', rescheduled.soonInstead),
      when('waiting.size > 0', rescheduled.waits, list('waiting', 'waiting')),
    ),
  };
}

function ofDecisions(
  words: Sentences,
): Some<'cancelled' | 'substitute_proposed' | 'substitute_confirmed' | 'credit_issued'> {
  const text = writer(words);
  const stillToCome = whatIsToCome(words);
  const { cancelled, substitute_proposed: proposed, substitute_confirmed: confirmed, credit_issued: credit } = words;
  return {
    cancelled: text(
      cancelled,
      cancelled.lead,
      list('items', 'items'),
      when('reason != ""', cancelled.reason),
      cancelled.sorry,
      ...given(cancelled),
      when('alternatives.size > 0', cancelled.close, list('alternatives', 'alternatives'), cancelled.tellUs),
      stillToCome,
    ),
    substitute_proposed: text(
      proposed,
      proposed.lead,
      list('offers', 'substitute.offers'),
      when('substitute.note != ""', '{{ substitute.note }}'),
      proposed.choice,
    ),
    substitute_confirmed: text(
      confirmed,
      confirmed.lead,
      confirmed.order,
      when('credit.amount != ""', confirmed.credit),
      when('waiting.size > 0', confirmed.waits, list('waiting', 'waiting')),
    ),
    credit_issued: text(
      credit,
      credit.lead,
      ...given(credit),
      when('items.size > 0', credit.isFor, list('items', 'items')),
      when('credit.freight != ""', credit.freight),
      stillToCome,
    ),
  };
}

const CLOSING = '{% render "choices", link: link %}\n\n{% render "regards", rep: rep, company: company %}';

const writer =
  ({ greeting }: Sentences) =>
  ({ subject }: Wording, ...parts: string[]): DefaultText => ({
    subject,
    text: [greeting, ...parts, CLOSING].join('\n\n'),
  });

const list = (kind: string, lines: string) => `{% render "${kind}", lines: ${lines} %}`;

const when = (condition: string, ...parts: string[]) => `{% if ${condition} %}\n\n${parts.join('\n\n')}\n\n{% endif %}`;

/** What the customer gets of a credit note. */
const given = (words: { credit: string; refund: string }) => [
  when('credit.amount != "" and credit.isRefund == false', words.credit),
  when('credit.amount != "" and credit.isRefund', words.refund),
];

const dated = (words: { dated: string; undated: string }) =>
  `{% if hasDate %}\n\n${words.dated}\n\n{% else %}\n\n${words.undated}\n\n{% endif %}`;

const whatIsToCome = ({ stillToCome }: Sentences) => when('waiting.size > 0', stillToCome, list('waiting', 'waiting'));
