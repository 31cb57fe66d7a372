import type { CustomerAnswer } from '#domain/customer-page/answers.ts';
import type { Settlement } from '#domain/invoicing/invoice-rule.ts';
import type { Language } from '#domain/messages/words.ts';

/** What could not be done with an answer, for the customer. */
export type AnswerProblem =
  | 'unclear'
  | 'too_long'
  | 'past_day'
  | 'far_day'
  | 'quantity'
  | 'nothing_left'
  | 'nothing_sent'
  | 'no_text'
  | 'not_offered'
  | 'gone'
  | 'known'
  | 'on_hold';

/** Every sentence of the page in one language. `{name}` is where something is put in. */
export type PageWords = {
  title: string;
  asOf: string;
  nothing: string;
  record: { order: string; backorder: string };
  expected: string;
  noDate: string;
  closed: string;
  of: string;
  shipped: string;
  cancelled: string;
  substituted: string;
  insteadOf: string;
  place: string;
  aside: string;
  ordered: string;
  firstTold: string;
  firstToldNoDate: string;
  moved: string;
  movedAway: string;
  consent: string;
  decided: Record<CustomerAnswer, string>;
  asked: string;
  noted: string;
  again: string;
  thanks: string;
  choose: string;
  act: Record<CustomerAnswer, string>;
  /** Something else in its place. */
  instead: string;
  atPrice: string;
  notBefore: string;
  notBeforeDay: string;
  cancel: string;
  cancelWarning: string;
  chargedInAdvance: string;
  settlement: Record<Settlement, string>;
  howMany: string;
  ask: string;
  question: string;
  more: string;
  choices: string;
  earlier: string;
  later: string;
  all: string;
  deliveries: string;
  sent: string;
  tracking: string;
  arrives: string;
  delivered: string;
  receivedBy: string;
  invoice: string;
  withFreight: string;
  credited: string;
  slip: string;
  missed: string;
  and: string;
  calendar: string;
  rep: string;
  house: string;
  problem: Record<AnswerProblem, string>;
};

const ENGLISH: PageWords = {
  title: 'What you are waiting for',
  asOf: '{customer}, as of {day}',
  nothing: 'You are waiting for nothing: all you ordered has left, or was cancelled.',
  record: { order: 'Order {order}', backorder: 'Backorder {backorder} of order {order}' },
  expected: 'Expected {when}',
  noDate: 'No date yet',
  closed: 'Nothing of it is to come any more.',
  of: '{quantity} to come, of {ordered} ordered.',
  shipped: '{quantity} sent.',
  cancelled: '{quantity} cancelled.',
  substituted: '{quantity} replaced by what you took instead.',
  insteadOf: 'In place of {item} of order {order}.',
  place: 'You are number {place} in line.',
  aside: '{quantity} set aside for you.',
  ordered: 'Ordered on {day}.',
  firstTold: 'We first told you {day}.',
  firstToldNoDate: 'We first told you that there was no date.',
  moved: 'It moved from {from} to {to}.',
  movedAway: 'We could not keep {from}.',
  consent:
    'The date has moved more than once, and we are sorry. Would you still like to wait? Please tell us by {day}. Without an answer your representative will call you; nothing is cancelled without you.',
  decided: {
    wait: 'On {at} you told us that you will wait.',
    send_available: 'On {at} you asked us to send what we have.',
    substitute: 'On {at} you took something else in place of {quantity}.',
    cancel_rest: 'On {at} you cancelled {quantity}.',
    not_before: 'On {at} you asked for nothing before {day}.',
    not_received: 'On {at} you told us that a delivery is missing.',
    ask: 'On {at} you asked us something; we will answer you.',
  },
  asked: 'Your representative has it.',
  noted: 'There is nothing to send yet: what arrives leaves as it arrives.',
  again: 'You told us this already, and it is done.',
  thanks: 'Thank you. It is done.',
  choose: 'Your choices',
  act: {
    wait: 'I will wait',
    send_available: 'Send what you have',
    substitute: 'Take it instead',
    cancel_rest: 'Cancel it for good',
    not_before: 'Send nothing before that day',
    not_received: 'I did not receive this',
    ask: 'Send the question',
  },
  instead: 'You may have this instead, in stock now. What you do not take goes on waiting:',
  atPrice: 'at {amount} each',
  notBefore: 'Not before a day',
  notBeforeDay: 'Nothing before',
  cancel: 'Cancel the rest',
  cancelWarning: 'This cancels {quantity}. It cannot be undone; you would have to order again. You owe nothing for it.',
  chargedInAdvance: 'We charged you for it in advance. What would you like?',
  settlement: { credit: 'Credit, taken off what you owe', refund: 'My money back' },
  howMany: 'How many',
  ask: 'Ask us something',
  question: 'Your question',
  more: 'and {count} more',
  choices: 'Details and choices',
  earlier: 'Earlier ones',
  later: 'More',
  all: 'All you are waiting for',
  deliveries: 'Sent to you lately',
  sent: 'Sent on {day}',
  tracking: 'Tracking number',
  arrives: 'Should arrive on {day}',
  delivered: 'Delivered on {day}',
  receivedBy: 'received by {name}',
  invoice: 'Invoice {number}: {amount} (PDF)',
  withFreight: 'with {amount} of freight',
  credited: '{amount} of it was credited since.',
  slip: 'Packing slip (PDF)',
  missed: 'You told us on {day} that this did not reach you. We are looking into it.',
  and: 'and',
  calendar: 'Put these dates in your calendar',
  rep: 'Questions? {name}',
  house: 'Questions? Write to {company}.',
  problem: {
    unclear: 'We did not understand that. Nothing was changed; please choose again.',
    too_long: 'That was too long for us to read. Nothing was changed; please write less, or call us.',
    past_day: 'That day is past. Nothing was changed; please choose a later one.',
    far_day: 'That day is more than two years away. Nothing was changed.',
    quantity: 'So many cannot be cancelled. Nothing was changed; please look at what is still to come.',
    nothing_left: 'Nothing of it is to come any more, so nothing was changed.',
    nothing_sent: 'Nothing of it was sent yet, so nothing was changed.',
    no_text: 'Please write your question first.',
    not_offered: 'That is not offered any more, so nothing was changed.',
    known: 'We know already that it did not reach you, and are looking into it.',
    gone: 'We are sorry: others took the last of it meanwhile. Nothing was changed; you keep your place in line.',
    on_hold: 'It is on hold, so nothing was changed. Please call us.',
  },
};

const SPANISH: PageWords = {
  title: 'Lo que usted espera',
  asOf: '{customer}, al {day}',
  nothing: 'No espera nada: todo lo que pidió salió o se canceló.',
  record: { order: 'Pedido {order}', backorder: 'Pendiente {backorder} del pedido {order}' },
  expected: 'Se espera {when}',
  noDate: 'Todavía sin fecha',
  closed: 'Ya no queda nada por llegar.',
  of: 'Por llegar: {quantity}, de un total de {ordered}.',
  shipped: 'Enviado: {quantity}.',
  cancelled: 'Cancelado: {quantity}.',
  substituted: 'Reemplazado por lo que aceptó: {quantity}.',
  insteadOf: 'En lugar de {item} del pedido {order}.',
  place: 'Usted es el número {place} en la fila.',
  aside: 'Apartado para usted: {quantity}.',
  ordered: 'Pedido el {day}.',
  firstTold: 'Primero le dijimos el {day}.',
  firstToldNoDate: 'Primero le dijimos que no había fecha.',
  moved: 'Pasó del {from} al {to}.',
  movedAway: 'No pudimos cumplir con el {from}.',
  consent:
    'La fecha se movió más de una vez, y lo lamentamos. ¿Todavía quiere esperar? Díganos antes del {day}. Sin respuesta, su representante le llamará; nada se cancela sin usted.',
  decided: {
    wait: 'El {at} nos dijo que esperará.',
    send_available: 'El {at} nos pidió enviar lo que haya.',
    substitute: 'El {at} aceptó otra cosa en lugar de {quantity}.',
    cancel_rest: 'El {at} canceló {quantity}.',
    not_before: 'El {at} pidió que nada llegue antes del {day}.',
    not_received: 'El {at} nos dijo que falta una entrega.',
    ask: 'El {at} nos preguntó algo; le responderemos.',
  },
  asked: 'Su representante ya lo tiene.',
  noted: 'Todavía no hay nada que enviar: lo que llegue saldrá según llegue.',
  again: 'Ya nos lo había dicho, y está hecho.',
  thanks: 'Gracias. Está hecho.',
  choose: 'Sus opciones',
  act: {
    wait: 'Voy a esperar',
    send_available: 'Envíen lo que haya',
    substitute: 'Lo acepto en su lugar',
    cancel_rest: 'Cancelar definitivamente',
    not_before: 'No enviar antes de ese día',
    not_received: 'No recibí esto',
    ask: 'Enviar la pregunta',
  },
  instead: 'En su lugar puede recibir esto, que está en existencia. Lo que no acepte sigue en espera:',
  atPrice: 'a {amount} cada una',
  notBefore: 'No antes de un día',
  notBeforeDay: 'Nada antes del',
  cancel: 'Cancelar el resto',
  cancelWarning: 'Esto cancela {quantity}. No se puede deshacer; tendría que pedirlo otra vez. No debe nada por ello.',
  chargedInAdvance: 'Se lo facturamos por adelantado. ¿Qué prefiere?',
  settlement: { credit: 'Un abono, que se descuenta de lo que debo', refund: 'Que me devuelvan el dinero' },
  howMany: 'Cantidad',
  ask: 'Pregúntenos algo',
  question: 'Su pregunta',
  more: 'y {count} más',
  choices: 'Detalles y opciones',
  earlier: 'Anteriores',
  later: 'Más',
  all: 'Todo lo que usted espera',
  deliveries: 'Enviado últimamente',
  sent: 'Enviado el {day}',
  tracking: 'Número de guía',
  arrives: 'Debe llegar el {day}',
  delivered: 'Entregado el {day}',
  receivedBy: 'recibido por {name}',
  invoice: 'Factura {number}: {amount} (PDF)',
  withFreight: 'con {amount} de flete',
  credited: 'De esto se abonó después: {amount}.',
  slip: 'Nota de entrega (PDF)',
  missed: 'El {day} nos dijo que esto no le llegó. Lo estamos averiguando.',
  and: 'y',
  calendar: 'Poner estas fechas en su calendario',
  rep: '¿Preguntas? {name}',
  house: '¿Preguntas? Escriba a {company}.',
  problem: {
    unclear: 'No entendimos eso. No se cambió nada; elija otra vez.',
    too_long: 'Eso era demasiado largo para leerlo. No se cambió nada; escriba menos, o llámenos.',
    past_day: 'Ese día ya pasó. No se cambió nada; elija uno posterior.',
    far_day: 'Ese día está a más de dos años. No se cambió nada.',
    quantity: 'No se puede cancelar esa cantidad. No se cambió nada; vea lo que falta por llegar.',
    nothing_left: 'Ya no queda nada por llegar, así que no se cambió nada.',
    nothing_sent: 'Todavía no se envió nada, así que no se cambió nada.',
    no_text: 'Escriba primero su pregunta.',
    not_offered: 'Eso ya no se ofrece, así que no se cambió nada.',
    known: 'Ya sabemos que no le llegó, y lo estamos averiguando.',
    gone: 'Lo sentimos: otros se llevaron lo último. No se cambió nada; usted conserva su lugar en la fila.',
    on_hold: 'Está detenido, así que no se cambió nada. Por favor llámenos.',
  },
};

/** The sentences of the page by language. */
export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = { en: ENGLISH, es: SPANISH };

/** A sentence with what is put in. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
