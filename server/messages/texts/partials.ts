import type { Parts } from './shape.ts';

/** Pieces that texts put in by `{% render %}`, each as plain words and as HTML. */
export type Partials = Record<string, { text: string; html: string }>;

/**
 * The pieces in one language. `isWaiting` and `hasOffers` are known in each: what there is to choose depends on them. A choice is a link
 * to the page with that choice opened; only its button does anything.
 */
export function partialsOf(words: Parts): Partials {
  return {
    items: ITEMS,
    waiting: WAITING,
    alternatives: ALTERNATIVES,
    news: NEWS,
    offers: {
      text: `{% for line in lines %}- {{ line.item }} ({{ line.sku }}), {{ line.price }} ${words.each}
{% endfor %}`,
      html: `<ul>{% for line in lines %}<li>{{ line.item }} <small>{{ line.sku }}</small><br><em>{{ line.price }} ${words.each}</em></li>{% endfor %}</ul>`,
    },
    choices: {
      text: `{% if hasOffers %}${words.chooseOffered}{% elsif isWaiting %}${words.chooseShort}{% else %}${words.lookShort}{% endif %}
{{ link }}`,
      html: `{% if isWaiting %}<p>${words.choose}</p>
<p class="ways">{% if hasOffers %}${wayTo('substitute', words.take)}{% endif %}${Object.entries(words.ways)
        .map(([answer, name]) => wayTo(answer, name))
        .join('')}</p>
${button(words.see)}{% else %}<p>${words.lookShort}</p>
${button(words.look)}{% endif %}`,
    },
    regards: {
      text: `{% if rep.name != "" %}${words.writeOrCall}

{{ rep.name }}
{% if rep.phone != "" %}{{ rep.phone }}
{% endif %}{{ rep.email }}
{% else %}${words.answerThis}

{% endif %}{{ company.name }}`,
      html: `{% if rep.name != "" %}<p>${words.writeOrCall}</p>
<p><strong>{{ rep.name }}</strong><br>{% if rep.phone != "" %}{{ rep.phone }}<br>{% endif %}<a href="mailto:{{ rep.email }}">{{ rep.email }}</a><br>{{ company.name }}</p>{% else %}<p>${words.answerThis}</p>
<p>{{ company.name }}</p>{% endif %}`,
    },
  };
}

const wayTo = (answer: string, name: string) =>
  `<a href="{{ link }}{% if link contains "?" %}&amp;{% else %}?{% endif %}choose=${answer}#${answer}">${name}</a> `;
const button = (name: string) => `<p><a class="act" href="{{ link }}">${name}</a></p>`;

const ITEMS = {
  text: `{% for line in lines %}- {{ line.quantity }}: {{ line.item }} ({{ line.sku }})
{% endfor %}`,
  html: `<ul>{% for line in lines %}<li><strong>{{ line.quantity }}</strong> {{ line.item }} <small>{{ line.sku }}</small></li>{% endfor %}</ul>`,
};

const WAITING = {
  text: `{% for line in lines %}- {{ line.quantity }}: {{ line.item }} ({{ line.sku }}), {{ line.expected }}
{% if line.why != "" %}  {{ line.why }}
{% endif %}{% endfor %}`,
  html: `<ul>{% for line in lines %}<li><strong>{{ line.quantity }}</strong> {{ line.item }} <small>{{ line.sku }}</small><br>{{ line.expected }}{% if line.why != "" %}<br><em>{{ line.why }}</em>{% endif %}</li>{% endfor %}</ul>`,
};

const ALTERNATIVES = {
  text: `{% for line in lines %}- {{ line.item }} ({{ line.sku }})
{% endfor %}`,
  html: `<ul>{% for line in lines %}<li>{{ line.item }} <small>{{ line.sku }}</small></li>{% endfor %}</ul>`,
};

const NEWS = {
  text: `{% for one in news %}* {{ one.title }}
{% if one.reason != "" %}  {{ one.reason }}
{% endif %}{% for line in one.items %}  - {{ line.quantity }}: {{ line.item }} ({{ line.sku }})
{% endfor %}{% for line in one.waiting %}  - {{ line.quantity }}: {{ line.item }} ({{ line.sku }}), {{ line.expected }}
{% if line.why != "" %}    {{ line.why }}
{% endif %}{% endfor %}
{% endfor %}`,
  html: `{% for one in news %}<h2>{{ one.title }}</h2>{% if one.reason != "" %}<p>{{ one.reason }}</p>{% endif %}{% if one.items.size > 0 %}{% render "items", lines: one.items %}{% endif %}{% if one.waiting.size > 0 %}{% render "waiting", lines: one.waiting %}{% endif %}{% endfor %}`,
};
