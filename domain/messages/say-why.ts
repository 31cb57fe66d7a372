import type { WhyItWaits } from '#domain/customer-page/why-it-waits.ts';
import { sayDate } from '#domain/messages/say-date.ts';
import type { Language } from '#domain/messages/words.ts';

/** Why a line waits, in a sentence for its customer; nothing for none. */
export function sayWhy(language: Language, why: WhyItWaits | null | undefined): string {
  if (!why) return '';
  return SENTENCES[language][why.why].replace('{day}', 'on' in why ? sayDate(language, why.on) : '');
}

const SENTENCES: Record<Language, Record<WhyItWaits['why'], string>> = {
  en: {
    on_hold: 'It is on hold; ask us and we will tell you what is missing.',
    not_before: 'You asked for nothing before {day}.',
    set_aside: 'It is here and set aside for you; we are getting it ready.',
    for_whole: 'It travels with the rest of the order, which is not all here yet.',
    arrives: 'More is due at our warehouse on {day}.',
    late_supply: 'Our supplier was to deliver on {day} and is late, with no new date yet.',
    no_supply: 'We do not have enough on order yet, and are working on it.',
  },
  es: {
    on_hold: 'Está detenido; pregúntenos y le diremos qué falta.',
    not_before: 'Usted pidió que nada llegue antes del {day}.',
    set_aside: 'Está aquí y apartado para usted; lo estamos preparando.',
    for_whole: 'Viaja con el resto del pedido, que todavía no está completo.',
    arrives: 'Llega más a nuestro almacén el {day}.',
    late_supply: 'Nuestro proveedor debía entregar el {day} y va tarde, sin fecha nueva.',
    no_supply: 'Todavía no hemos pedido suficiente, y estamos en ello.',
  },
};
