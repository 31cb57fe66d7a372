import type { TemplateName } from '#domain/messages/words.ts';

/** A text the product comes with. Blank lines part paragraphs; its HTML is made from it. */
export type DefaultText = { subject: string; text: string };

const GREETING = 'Hello {{ customer.name }},';
const REGARDS = `{% render "choices", link: link %}
{% render "regards", rep: rep, company: company %}`;
const STILL_TO_COME = `{% if waiting.size > 0 %}
Still to come, and we are sorry for the wait:

{% render "waiting", lines: waiting %}
{% endif %}`;

/** What customers read in English. */
export const ENGLISH: Readonly<Record<TemplateName, DefaultText>> = {
  order_confirmed: {
    subject: 'We have your order {{ order.number }}',
    text: `${GREETING}

Thank you for your order {{ order.number }} of {{ order.date }}.
{% if items.size > 0 %}
This is in stock and set aside for you:

{% render "items", lines: items %}
{% endif %}
{% if waiting.size > 0 %}
We are sorry: we do not have enough of this, so it has to wait:

{% render "waiting", lines: waiting %}

You keep your place in line and the price you ordered at. We will write when it ships, or if a date changes.
{% endif %}
${REGARDS}`,
  },
  backorder_created: {
    subject: 'Part of your order {{ order.number }} has to wait',
    text: `${GREETING}

We are sorry: there was not enough in stock to fill all of your order {{ order.number }}. This is on backorder {{ backorder.number }}:

{% render "waiting", lines: waiting %}
{% if hasDate %}
We expect it {{ expected }}. You need not do anything: you keep your place in line and the price you ordered at, and we will write when it ships or if the date changes.
{% else %}
We have no date yet, and will write as soon as we do. You need not do anything: you keep your place in line and the price you ordered at.
{% endif %}
${REGARDS}`,
  },
  date_moved: {
    subject:
      '{% if hasDate %}Your backorder {{ backorder.number }}: now expected {{ expected }}{% else %}Your backorder {{ backorder.number }}: no date for now{% endif %}',
    text: `${GREETING}
{% if before == "" %}
{% if hasDate %}
We now have a date for your backorder {{ backorder.number }} of order {{ order.number }}: we expect it {{ expected }}.
{% else %}
We still have no date for your backorder {{ backorder.number }} of order {{ order.number }}. We are sorry, and will write as soon as we have one.
{% endif %}
{% elsif isSooner %}
Good news: your backorder {{ backorder.number }} of order {{ order.number }} comes sooner. We had told you {{ before }}; now we expect it {{ expected }}.
{% elsif hasDate %}
We are sorry: your backorder {{ backorder.number }} of order {{ order.number }} takes longer. We had told you {{ before }}; now we expect it {{ expected }}.
{% else %}
We are sorry: we cannot keep the date we told you, {{ before }}, for your backorder {{ backorder.number }} of order {{ order.number }}, and have no new one yet. We will write as soon as we do.
{% endif %}
{% if reason != "" %}
The reason: {{ reason }}
{% endif %}
This is what you are waiting for:

{% render "waiting", lines: waiting %}
${REGARDS}`,
  },
  stock_arrived: {
    subject: 'It is here: your backorder {{ backorder.number }}',
    text: `${GREETING}

Good news: what you have been waiting for came in, and it is set aside for you. It belongs to your order {{ order.number }}, backorder {{ backorder.number }}:

{% render "items", lines: items %}

We are getting it ready, and will write again when it leaves. Thank you for your patience.
${STILL_TO_COME}
${REGARDS}`,
  },
  shipped: {
    subject: 'On its way: your order {{ order.number }}',
    text: `${GREETING}

These items of your order {{ order.number }} are on their way to you:

{% render "items", lines: items %}
{% if shipment.carrier != "" or shipment.tracking != "" %}
{% if shipment.carrier != "" %}It travels with {{ shipment.carrier }}.{% endif %}{% if shipment.tracking != "" %} Tracking number: {{ shipment.tracking }}.{% endif %}
{% endif %}
{% if shipment.estimate != "" %}
It should reach you on {{ shipment.estimate }}.
{% endif %}
${STILL_TO_COME}
${REGARDS}`,
  },
  delivered: {
    subject: 'Delivered: your order {{ order.number }}',
    text: `${GREETING}

{% if items.size > 0 %}These items of your order {{ order.number }} were delivered on {{ delivery.date }}{% if delivery.receivedBy != "" %} and received by {{ delivery.receivedBy }}{% endif %}:

{% render "items", lines: items %}
{% else %}We could not deliver what was on its way for your order {{ order.number }}.
{% endif %}{% for line in missing %}
{{ line.quantity }} of {{ line.item }} {{ line.reason }}. We are sorry; you are not charged for it now, and it comes again.
{% endfor %}
If anything is missing or broken, please tell us right away and we will put it right.
${STILL_TO_COME}
${REGARDS}`,
  },
  delayed: {
    subject: 'We are sorry: your backorder {{ backorder.number }} is late',
    text: `${GREETING}

We told you that your backorder {{ backorder.number }} of order {{ order.number }} would come by {{ before }}. It has not, and we are sorry.
{% if hasDate %}
By what our supplier says today, we expect it {{ expected }}.
{% else %}
Our supplier has given us no new date yet. We are asking, and will write as soon as we know.
{% endif %}
This is what you are waiting for:

{% render "waiting", lines: waiting %}
${REGARDS}`,
  },
  weekly_status: {
    subject: 'Still on it: your backorder {{ backorder.number }}',
    text: `${GREETING}

Your backorder {{ backorder.number }} of order {{ order.number }} has now waited {{ days }} days. We are sorry that it takes so long, and we have not forgotten it:

{% render "waiting", lines: waiting %}
{% if hasDate %}
As things stand we expect it {{ expected }}. We write every week until it is with you.
{% else %}
We have no date yet. We keep asking our supplier, and write every week until it is with you.
{% endif %}
${REGARDS}`,
  },
  cancelled: {
    subject: 'Cancelled: part of your order {{ order.number }}',
    text: `${GREETING}

We have cancelled these items of your order {{ order.number }}:

{% render "items", lines: items %}
{% if reason != "" %}
The reason: {{ reason }}
{% endif %}
We are sorry that it did not work out. You owe nothing for what was cancelled.
{% if alternatives.size > 0 %}
This is close to it, and in stock now:

{% render "alternatives", lines: alternatives %}

Tell us if you would like any of it instead.
{% endif %}
${STILL_TO_COME}
${REGARDS}`,
  },
  rescheduled: {
    subject: 'Your order {{ order.number }}: the day has changed',
    text: `${GREETING}
{% if requested != "" %}
We have noted it: nothing of your order {{ order.number }} comes before {{ requested }}{% if before != "" %} (until now it was {{ before }}){% endif %}.
{% else %}
We have noted it: your order {{ order.number }} comes as soon as we can send it{% if before != "" %}, no longer only from {{ before }}{% endif %}.
{% endif %}
{% if waiting.size > 0 %}
This is still to come:

{% render "waiting", lines: waiting %}
{% endif %}
${REGARDS}`,
  },
  substitute_proposed: {
    subject: 'Something else in place of what you wait for? Order {{ order.number }}',
    text: `${GREETING}

We are sorry that you still wait for {{ substitute.ordered.quantity }} of {{ substitute.ordered.item }}, from your order {{ order.number }}, backorder {{ backorder.number }}. If you would rather not wait, we have this in stock now:

{% render "offers", lines: substitute.offers %}
{% if substitute.note != "" %}
{{ substitute.note }}
{% endif %}
Take all of it, some of it, or none. Nothing changes until you say so: you keep your place in line and the price you ordered at.
${REGARDS}`,
  },
  substitute_confirmed: {
    subject: 'Noted: {{ substitute.accepted.item }} in place of what you waited for',
    text: `${GREETING}

Thank you. In place of {{ substitute.ordered.quantity }} of {{ substitute.ordered.item }}, from your order {{ order.number }}, we send you {{ substitute.accepted.quantity }} of {{ substitute.accepted.item }} ({{ substitute.accepted.sku }}) at {{ substitute.accepted.price }} each. It has the order number {{ substitute.order }}, and it is set aside for you. We will write when it leaves.
{% if waiting.size > 0 %}
This you keep waiting for, in your place in line:

{% render "waiting", lines: waiting %}
{% endif %}
${REGARDS}`,
  },
  credit_issued: {
    subject: 'Credited: {{ credit.amount }} of your order {{ order.number }}',
    text: `${GREETING}

We are sorry for the trouble. We credit you {{ credit.amount }} of your order {{ order.number }}, with credit note {{ credit.number }}. You need not do anything: it is taken off what you owe.
{% if items.size > 0 %}
It is for:

{% render "items", lines: items %}
{% endif %}
${STILL_TO_COME}
${REGARDS}`,
  },
  digest: {
    subject: 'News of {{ news.size }} backorders of yours',
    text: `${GREETING}

Here is what is new about what you are waiting for. Where it is late, we are sorry.

{% render "news", news: news %}
${REGARDS}`,
  },
};

/** What the texts are put together from, by part and name. */
export const ENGLISH_PARTS = {
  regards: {
    text: `{% if rep.name != "" %}
Questions, or would you rather do something else? Write or call me.

{{ rep.name }}
{% if rep.phone != "" %}{{ rep.phone }}
{% endif %}{{ rep.email }}
{{ company.name }}
{% else %}
Questions, or would you rather do something else? Just answer this mail.

{{ company.name }}
{% endif %}`,
    html: `{% if rep.name != "" %}<p>Questions, or would you rather do something else? Write or call me.</p>
<p><strong>{{ rep.name }}</strong><br>{% if rep.phone != "" %}{{ rep.phone }}<br>{% endif %}<a href="mailto:{{ rep.email }}">{{ rep.email }}</a><br>{{ company.name }}</p>{% else %}<p>Questions, or would you rather do something else? Just answer this mail.</p>
<p>{{ company.name }}</p>{% endif %}`,
  },
  choices: {
    text: `See where it stands, and choose: wait, take what is here now, pick a later day, or cancel.
{{ link }}
`,
    html: `<p>See where it stands, and choose: wait, take what is here now, pick a later day, or cancel.</p>
<p><a class="act" href="{{ link }}">See it and choose</a></p>`,
  },
  because: 'You receive this because you buy from {company}. To hear less, just tell us.',
} as const;
