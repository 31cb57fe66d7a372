import { t } from '#web/i18n/words.ts';

/** Who did it, as people say it: records keep `user:7 Ada Bell`, `key:3 replay`, `customer:5 Corner Shop` and `system nightly`. */
export function actorText(actor: string): string {
  const [, kind, name = ''] = /^(user|key|system|customer)(?::\d+)? (.+)$/.exec(actor) ?? [];
  if (kind === 'user') return name;
  if (kind === 'customer') return t('actor.customer', { name });
  if (kind === 'key') return t('actor.program', { name });
  return kind === 'system' ? 'Makegood' : actor;
}
