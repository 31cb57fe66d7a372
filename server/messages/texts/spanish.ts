import type { Parts, Sentences } from './shape.ts';

/** What customers read in Spanish. */
export const SPANISH: Sentences = {
  greeting: 'Hola, {{ customer.name }}:',
  stillToCome: 'Todavía falta por llegar, y lamentamos la espera:',
  order_confirmed: {
    subject: 'Recibimos su pedido {{ order.number }}',
    lead: 'Gracias por su pedido {{ order.number }} del {{ order.date }}.',
    inStock: 'Esto está en existencia y apartado para usted:',
    waits: 'Lo sentimos: no tenemos suficiente de lo siguiente, y tendrá que esperar:',
    keepsPlace:
      'Usted conserva su lugar en la fila y el precio al que lo pidió. Le escribiremos cuando salga o si cambia una fecha.',
  },
  backorder_created: {
    subject: 'Una parte de su pedido {{ order.number }} tendrá que esperar',
    lead: 'Lo sentimos: no había suficiente para surtir todo su pedido {{ order.number }}. Esto queda pendiente con el número {{ backorder.number }}:',
    dated:
      'Lo esperamos {{ expected }}. No tiene que hacer nada: conserva su lugar en la fila y el precio al que lo pidió, y le escribiremos cuando salga o si cambia la fecha.',
    undated:
      'Todavía no tenemos fecha; le escribiremos en cuanto la sepamos. No tiene que hacer nada: conserva su lugar en la fila y el precio al que lo pidió.',
  },
  date_moved: {
    subject: 'Su pendiente {{ backorder.number }}: lo esperamos {{ expected }}',
    subjectUndated: 'Su pendiente {{ backorder.number }}: por ahora sin fecha',
    first:
      'Ya tenemos fecha para su pendiente {{ backorder.number }} del pedido {{ order.number }}: lo esperamos {{ expected }}. Gracias por esperar; lamentamos que tenga que hacerlo.',
    stillNone:
      'Todavía no tenemos fecha para su pendiente {{ backorder.number }} del pedido {{ order.number }}. Lo sentimos; le escribiremos en cuanto la sepamos.',
    sooner:
      'Buenas noticias: su pendiente {{ backorder.number }} del pedido {{ order.number }} llega antes. Le habíamos dicho el {{ before }}; ahora lo esperamos {{ expected }}.',
    later:
      'Lo sentimos: su pendiente {{ backorder.number }} del pedido {{ order.number }} tarda más. Le habíamos dicho el {{ before }}; ahora lo esperamos {{ expected }}.',
    lost: 'Lo sentimos: no podemos cumplir la fecha que le dimos, el {{ before }}, para su pendiente {{ backorder.number }} del pedido {{ order.number }}, y todavía no tenemos otra. Le escribiremos en cuanto la sepamos.',
    reason: 'El motivo: {{ reason }}',
    waits: 'Esto es lo que usted espera:',
  },
  stock_arrived: {
    subject: 'Ya llegó: su pendiente {{ backorder.number }}',
    lead: 'Buenas noticias: llegó lo que usted esperaba y está apartado para usted. Es de su pedido {{ order.number }}, pendiente {{ backorder.number }}:',
    next: 'Lo estamos preparando y le escribiremos cuando salga. Lamentamos que haya tenido que esperar, y gracias por su paciencia.',
  },
  shipped: {
    subject: 'En camino: su pedido {{ order.number }}',
    lead: 'Estos artículos de su pedido {{ order.number }} van en camino:',
    carrier: 'Lo lleva {{ shipment.carrier }}.',
    driver: 'Se lo lleva {{ shipment.driver }}, de nuestro reparto.',
    driverPhone: 'Puede llamar a este número: {{ shipment.driverPhone }}.',
    tracking: 'Número de guía: {{ shipment.tracking }}',
    link: 'Sígalo aquí: {{ shipment.link }}',
    estimate: 'Debería llegarle el {{ shipment.estimate }}.',
  },
  delivered: {
    subject: 'Entregado: su pedido {{ order.number }}',
    lead: 'Estos artículos de su pedido {{ order.number }} se entregaron el {{ delivery.date }}:',
    leadReceived:
      'Estos artículos de su pedido {{ order.number }} se entregaron el {{ delivery.date }} y los recibió {{ delivery.receivedBy }}:',
    nothing: 'Lo sentimos: no pudimos entregar lo que iba en camino de su pedido {{ order.number }}.',
    missing:
      '{{ line.quantity }} de {{ line.item }}: {{ line.reason }}. Lo sentimos; se le envía de nuevo y no se le cobra dos veces.',
    tellUs: 'Si falta algo o llegó roto, avísenos enseguida y lo resolvemos.',
  },
  delayed: {
    subject: 'Lo sentimos: su pendiente {{ backorder.number }} se retrasa',
    lead: 'Le dijimos que su pendiente {{ backorder.number }} del pedido {{ order.number }} llegaría a más tardar el {{ before }}. No fue así, y lo sentimos.',
    dated: 'Según lo que hoy nos dice el proveedor, lo esperamos {{ expected }}.',
    undated: 'El proveedor todavía no nos da otra fecha. Estamos preguntando y le escribiremos en cuanto la sepamos.',
    waits: 'Esto es lo que usted espera:',
  },
  weekly_status: {
    subject: 'Seguimos en ello: su pendiente {{ backorder.number }}',
    lead: 'Su pendiente {{ backorder.number }} del pedido {{ order.number }} lleva {{ days }} días de espera. Lamentamos que tarde tanto; no lo hemos olvidado:',
    dated: 'Por ahora lo esperamos {{ expected }}. Le escribimos cada semana hasta que lo tenga.',
    undated:
      'Todavía no tenemos fecha. Seguimos preguntando al proveedor y le escribimos cada semana hasta que lo tenga.',
  },
  cancelled: {
    subject: 'Cancelado: artículos de su pedido {{ order.number }}',
    lead: 'Cancelamos estos artículos de su pedido {{ order.number }}:',
    reason: 'El motivo: {{ reason }}',
    sorry: 'Lamentamos que no haya sido posible. No debe nada por lo cancelado.',
    credit:
      'Se le habían facturado {{ credit.amount }} por adelantado: la nota de crédito {{ credit.number }} los descuenta de lo que debe.',
    refund:
      'Se le habían facturado {{ credit.amount }} por adelantado: se los devolvemos, con la nota de crédito {{ credit.number }}.',
    close: 'Esto se le parece y lo tenemos ahora:',
    tellUs: 'Díganos si prefiere algo de esto.',
  },
  rescheduled: {
    subject: 'Su pedido {{ order.number }}: cambió el día',
    notBefore: 'Tomamos nota: nada de su pedido {{ order.number }} llegará antes del {{ requested }}.',
    notBeforeInstead:
      'Tomamos nota: nada de su pedido {{ order.number }} llegará antes del {{ requested }} (hasta ahora era el {{ before }}).',
    soon: 'Tomamos nota: su pedido {{ order.number }} llegará en cuanto podamos enviarlo.',
    soonInstead:
      'Tomamos nota: su pedido {{ order.number }} llegará en cuanto podamos enviarlo, ya no solo a partir del {{ before }}.',
    waits: 'Todavía falta por llegar:',
  },
  substitute_proposed: {
    subject: '¿Otra cosa en lugar de lo que espera? Pedido {{ order.number }}',
    lead: 'Lamentamos que todavía espere {{ substitute.ordered.quantity }} de {{ substitute.ordered.item }}, de su pedido {{ order.number }}, pendiente {{ backorder.number }}. Si prefiere no esperar, esto lo tenemos ahora:',
    choice:
      'Puede aceptar todo, una parte o nada. Nada cambia hasta que usted lo diga: conserva su lugar en la fila y el precio al que lo pidió.',
  },
  substitute_confirmed: {
    subject: 'Anotado: {{ substitute.accepted.item }} en lugar de lo que esperaba',
    lead: 'Gracias, y lamentamos no haber tenido lo que pidió. En lugar de {{ substitute.ordered.quantity }} de {{ substitute.ordered.item }}, de su pedido {{ order.number }}, le enviamos {{ substitute.accepted.quantity }} de {{ substitute.accepted.item }} ({{ substitute.accepted.sku }}) a {{ substitute.accepted.price }} por unidad.',
    order:
      'Lleva el número de pedido {{ substitute.order }} y ya está apartado para usted. Le escribiremos cuando salga.',
    credit:
      'Lo que se le facturó por adelantado y no recibe, {{ credit.amount }}, se le abona con la nota de crédito {{ credit.number }}; lo que enviamos en su lugar se factura.',
    waits: 'Esto lo sigue esperando, en su lugar de la fila:',
  },
  credit_issued: {
    subject: 'Abonado: {{ credit.amount }} de su pedido {{ order.number }}',
    lead: 'Lamentamos las molestias. Le abonamos {{ credit.amount }} de su pedido {{ order.number }}, con la nota de crédito {{ credit.number }}.',
    credit: 'No tiene que hacer nada: se descuenta de lo que debe.',
    refund: 'No tiene que hacer nada: se lo devolvemos.',
    isFor: 'Corresponde a:',
    freight: 'Incluye también el flete de {{ credit.freight }}.',
  },
  digest: {
    subject: 'Novedades de {{ news.size }} pendientes suyos',
    lead: 'Esto es lo nuevo de lo que usted espera. Donde se retrasa, lo sentimos.',
  },
};

/** What the texts are put together from. */
export const SPANISH_PARTS: Parts = {
  writeOrCall: '¿Tiene preguntas o prefiere otra cosa? Escríbame o llámeme.',
  answerThis: '¿Tiene preguntas o prefiere otra cosa? Responda a este correo.',
  each: 'por unidad',
  choose: 'Vea cómo va y elija lo que le convenga:',
  chooseShort: 'Vea cómo va y elija: esperar, recibir lo que ya está, otro día o cancelar.',
  chooseOffered: 'Véalo y elija: aceptar lo ofrecido, esperar, otro día o cancelar.',
  ways: {
    wait: 'Voy a esperar',
    send_available: 'Envíen lo que haya',
    not_before: 'Enviar otro día',
    cancel_rest: 'Cancelar el resto',
    ask: 'Preguntarnos algo',
  },
  take: 'Aceptar lo ofrecido',
  see: 'Verlo y elegir',
  lookShort: 'Vea su pedido, lo que se envió y sus documentos.',
  look: 'Ver su pedido',
  because: 'Recibe este correo porque compra en {company}. Si prefiere recibir menos, díganoslo.',
};
