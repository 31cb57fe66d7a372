import type { TemplateName } from '#domain/messages/words.ts';
import type { DefaultText } from './english.ts';

const GREETING = 'Hola, {{ customer.name }}:';
const REGARDS = `{% render "choices", link: link %}
{% render "regards", rep: rep, company: company %}`;
const STILL_TO_COME = `{% if waiting.size > 0 %}
Todavía falta por llegar, y lamentamos la espera:

{% render "waiting", lines: waiting %}
{% endif %}`;

/** What customers read in Spanish. */
export const SPANISH: Readonly<Record<TemplateName, DefaultText>> = {
  order_confirmed: {
    subject: 'Recibimos su pedido {{ order.number }}',
    text: `${GREETING}

Gracias por su pedido {{ order.number }} del {{ order.date }}.
{% if items.size > 0 %}
Esto está en existencia y apartado para usted:

{% render "items", lines: items %}
{% endif %}
{% if waiting.size > 0 %}
Lo sentimos: no tenemos suficiente de lo siguiente, y tendrá que esperar:

{% render "waiting", lines: waiting %}

Usted conserva su lugar en la fila y el precio al que lo pidió. Le escribiremos cuando salga o si cambia una fecha.
{% endif %}
${REGARDS}`,
  },
  backorder_created: {
    subject: 'Una parte de su pedido {{ order.number }} tendrá que esperar',
    text: `${GREETING}

Lo sentimos: no había suficiente para surtir todo su pedido {{ order.number }}. Esto queda pendiente con el número {{ backorder.number }}:

{% render "waiting", lines: waiting %}
{% if hasDate %}
Lo esperamos {{ expected }}. No tiene que hacer nada: conserva su lugar en la fila y el precio al que lo pidió, y le escribiremos cuando salga o si cambia la fecha.
{% else %}
Todavía no tenemos fecha; le escribiremos en cuanto la sepamos. No tiene que hacer nada: conserva su lugar en la fila y el precio al que lo pidió.
{% endif %}
${REGARDS}`,
  },
  date_moved: {
    subject:
      '{% if hasDate %}Su pendiente {{ backorder.number }}: lo esperamos {{ expected }}{% else %}Su pendiente {{ backorder.number }}: por ahora sin fecha{% endif %}',
    text: `${GREETING}
{% if before == "" %}
{% if hasDate %}
Ya tenemos fecha para su pendiente {{ backorder.number }} del pedido {{ order.number }}: lo esperamos {{ expected }}.
{% else %}
Todavía no tenemos fecha para su pendiente {{ backorder.number }} del pedido {{ order.number }}. Lo sentimos; le escribiremos en cuanto la sepamos.
{% endif %}
{% elsif isSooner %}
Buenas noticias: su pendiente {{ backorder.number }} del pedido {{ order.number }} llega antes. Le habíamos dicho el {{ before }}; ahora lo esperamos {{ expected }}.
{% elsif hasDate %}
Lo sentimos: su pendiente {{ backorder.number }} del pedido {{ order.number }} tarda más. Le habíamos dicho el {{ before }}; ahora lo esperamos {{ expected }}.
{% else %}
Lo sentimos: no podemos cumplir la fecha que le dimos, el {{ before }}, para su pendiente {{ backorder.number }} del pedido {{ order.number }}, y todavía no tenemos otra. Le escribiremos en cuanto la sepamos.
{% endif %}
{% if reason != "" %}
El motivo: {{ reason }}
{% endif %}
Esto es lo que usted espera:

{% render "waiting", lines: waiting %}
${REGARDS}`,
  },
  stock_arrived: {
    subject: 'Ya llegó: su pendiente {{ backorder.number }}',
    text: `${GREETING}

Buenas noticias: llegó lo que usted esperaba y está apartado para usted. Es de su pedido {{ order.number }}, pendiente {{ backorder.number }}:

{% render "items", lines: items %}

Lo estamos preparando y le escribiremos cuando salga. Gracias por su paciencia.
${STILL_TO_COME}
${REGARDS}`,
  },
  shipped: {
    subject: 'En camino: su pedido {{ order.number }}',
    text: `${GREETING}

Estos artículos de su pedido {{ order.number }} van en camino:

{% render "items", lines: items %}
{% if shipment.carrier != "" or shipment.tracking != "" %}
{% if shipment.carrier != "" %}Lo lleva {{ shipment.carrier }}.{% endif %}{% if shipment.tracking != "" %} Número de rastreo: {{ shipment.tracking }}.{% endif %}
{% endif %}
{% if shipment.estimate != "" %}
Debería llegarle el {{ shipment.estimate }}.
{% endif %}
${STILL_TO_COME}
${REGARDS}`,
  },
  delivered: {
    subject: 'Entregado: su pedido {{ order.number }}',
    text: `${GREETING}

{% if items.size > 0 %}Estos artículos de su pedido {{ order.number }} se entregaron el {{ delivery.date }}{% if delivery.receivedBy != "" %} y los recibió {{ delivery.receivedBy }}{% endif %}:

{% render "items", lines: items %}
{% else %}No pudimos entregar lo que iba en camino de su pedido {{ order.number }}.
{% endif %}{% for line in missing %}
{{ line.quantity }} de {{ line.item }}: {{ line.reason }}. Lo sentimos; no se le cobra por ahora y se le envía de nuevo.
{% endfor %}
Si falta algo o llegó roto, avísenos enseguida y lo resolvemos.
${STILL_TO_COME}
${REGARDS}`,
  },
  delayed: {
    subject: 'Lo sentimos: su pendiente {{ backorder.number }} se retrasa',
    text: `${GREETING}

Le dijimos que su pendiente {{ backorder.number }} del pedido {{ order.number }} llegaría a más tardar el {{ before }}. No fue así, y lo sentimos.
{% if hasDate %}
Según lo que hoy nos dice el proveedor, lo esperamos {{ expected }}.
{% else %}
El proveedor todavía no nos da otra fecha. Estamos preguntando y le escribiremos en cuanto la sepamos.
{% endif %}
Esto es lo que usted espera:

{% render "waiting", lines: waiting %}
${REGARDS}`,
  },
  weekly_status: {
    subject: 'Seguimos en ello: su pendiente {{ backorder.number }}',
    text: `${GREETING}

Su pendiente {{ backorder.number }} del pedido {{ order.number }} lleva {{ days }} días de espera. Lamentamos que tarde tanto; no lo hemos olvidado:

{% render "waiting", lines: waiting %}
{% if hasDate %}
Por ahora lo esperamos {{ expected }}. Le escribimos cada semana hasta que lo tenga.
{% else %}
Todavía no tenemos fecha. Seguimos preguntando al proveedor y le escribimos cada semana hasta que lo tenga.
{% endif %}
${REGARDS}`,
  },
  cancelled: {
    subject: 'Cancelado: una parte de su pedido {{ order.number }}',
    text: `${GREETING}

Cancelamos estos artículos de su pedido {{ order.number }}:

{% render "items", lines: items %}
{% if reason != "" %}
El motivo: {{ reason }}
{% endif %}
Lamentamos que no haya sido posible. No debe nada por lo cancelado.
{% if alternatives.size > 0 %}
Esto se le parece y lo tenemos ahora:

{% render "alternatives", lines: alternatives %}

Díganos si prefiere algo de esto.
{% endif %}
${STILL_TO_COME}
${REGARDS}`,
  },
  rescheduled: {
    subject: 'Su pedido {{ order.number }}: cambió el día',
    text: `${GREETING}
{% if requested != "" %}
Tomamos nota: nada de su pedido {{ order.number }} llegará antes del {{ requested }}{% if before != "" %} (hasta ahora era el {{ before }}){% endif %}.
{% else %}
Tomamos nota: su pedido {{ order.number }} llegará en cuanto podamos enviarlo{% if before != "" %}, ya no solo a partir del {{ before }}{% endif %}.
{% endif %}
{% if waiting.size > 0 %}
Todavía falta por llegar:

{% render "waiting", lines: waiting %}
{% endif %}
${REGARDS}`,
  },
  substitute_proposed: {
    subject: '¿Otra cosa en lugar de lo que espera? Pedido {{ order.number }}',
    text: `${GREETING}

Lamentamos que todavía espere {{ substitute.ordered.quantity }} de {{ substitute.ordered.item }}, de su pedido {{ order.number }}, pendiente {{ backorder.number }}. Si prefiere no esperar, esto lo tenemos ahora:

{% render "offers", lines: substitute.offers %}
{% if substitute.note != "" %}
{{ substitute.note }}
{% endif %}
Puede aceptar todo, una parte o nada. Nada cambia hasta que usted lo diga: conserva su lugar en la fila y el precio al que lo pidió.
${REGARDS}`,
  },
  substitute_confirmed: {
    subject: 'Anotado: {{ substitute.accepted.item }} en lugar de lo que esperaba',
    text: `${GREETING}

Gracias. En lugar de {{ substitute.ordered.quantity }} de {{ substitute.ordered.item }}, de su pedido {{ order.number }}, le enviamos {{ substitute.accepted.quantity }} de {{ substitute.accepted.item }} ({{ substitute.accepted.sku }}) a {{ substitute.accepted.price }} cada uno. Lleva el número de pedido {{ substitute.order }} y ya está apartado para usted. Le escribiremos cuando salga.
{% if waiting.size > 0 %}
Esto lo sigue esperando, en su lugar de la fila:

{% render "waiting", lines: waiting %}
{% endif %}
${REGARDS}`,
  },
  credit_issued: {
    subject: 'Abonado: {{ credit.amount }} de su pedido {{ order.number }}',
    text: `${GREETING}

Lamentamos las molestias. Le abonamos {{ credit.amount }} de su pedido {{ order.number }}, con la nota de crédito {{ credit.number }}. No tiene que hacer nada: se descuenta de lo que debe.
{% if items.size > 0 %}
Corresponde a:

{% render "items", lines: items %}
{% endif %}
${STILL_TO_COME}
${REGARDS}`,
  },
  digest: {
    subject: 'Novedades de {{ news.size }} pendientes suyos',
    text: `${GREETING}

Esto es lo nuevo de lo que usted espera. Donde se retrasa, lo sentimos.

{% render "news", news: news %}
${REGARDS}`,
  },
};

/** What the texts are put together from, by part and name. */
export const SPANISH_PARTS = {
  regards: {
    text: `{% if rep.name != "" %}
¿Tiene preguntas o prefiere otra cosa? Escríbame o llámeme.

{{ rep.name }}
{% if rep.phone != "" %}{{ rep.phone }}
{% endif %}{{ rep.email }}
{{ company.name }}
{% else %}
¿Tiene preguntas o prefiere otra cosa? Responda a este correo.

{{ company.name }}
{% endif %}`,
    html: `{% if rep.name != "" %}<p>¿Tiene preguntas o prefiere otra cosa? Escríbame o llámeme.</p>
<p><strong>{{ rep.name }}</strong><br>{% if rep.phone != "" %}{{ rep.phone }}<br>{% endif %}<a href="mailto:{{ rep.email }}">{{ rep.email }}</a><br>{{ company.name }}</p>{% else %}<p>¿Tiene preguntas o prefiere otra cosa? Responda a este correo.</p>
<p>{{ company.name }}</p>{% endif %}`,
  },
  choices: {
    text: `Vea cómo va y elija: esperar, recibir lo que ya está, otro día o cancelar.
{{ link }}
`,
    html: `<p>Vea cómo va y elija: esperar, recibir lo que ya está, otro día o cancelar.</p>
<p><a class="act" href="{{ link }}">Verlo y elegir</a></p>`,
  },
  because: 'Recibe este correo porque compra en {company}. Si prefiere recibir menos, díganoslo.',
} as const;
