import {
  Ban,
  Banknote,
  CalendarClock,
  CalendarOff,
  CalendarX,
  ChevronsUp,
  CircleHelp,
  ClipboardCheck,
  Copy,
  Hand,
  type LucideIcon,
  Package,
  PackageCheck,
  PackageMinus,
  Scissors,
  Star,
  TriangleAlert,
} from 'lucide-react';
import { t } from '#web/i18n/words.ts';
import styles from './badge.module.css';

const flags = {
  overdue: { icon: CalendarX, look: styles.past },
  late: { icon: CalendarX, look: undefined },
  atRisk: { icon: TriangleAlert, look: undefined },
  noDate: { icon: CalendarOff, look: undefined },
  dateMoved: { icon: CalendarClock, look: undefined },
  noSale: { icon: Ban, look: styles.past },
  cashOnly: { icon: Banknote, look: undefined },
  onHold: { icon: Hand, look: undefined },
  awaitsAnswer: { icon: CircleHelp, look: undefined },
  highPriority: { icon: ChevronsUp, look: styles.raised },
  vip: { icon: Star, look: styles.raised },
  canAllocate: { icon: PackageCheck, look: undefined },
  backorder: { icon: PackageMinus, look: undefined },
  whole: { icon: Package, look: undefined },
  toCount: { icon: ClipboardCheck, look: undefined },
  pastShipBy: { icon: CalendarX, look: styles.past },
  doubled: { icon: Copy, look: undefined },
  restCancelled: { icon: Scissors, look: undefined },
} satisfies Record<string, { icon: LucideIcon; look: string | undefined }>;

export type FlagName = keyof typeof flags;

/** Facts beside a status: each has its sign and its word, so that no colour needs to be seen. */
export function Flags({ of }: { of: Partial<Record<FlagName, boolean>> }) {
  const raised = (Object.keys(flags) as FlagName[]).filter((name) => of[name]);
  if (raised.length === 0) return null;
  return (
    <span className={styles.flags}>
      {raised.map((name) => (
        <Flag key={name} name={name} />
      ))}
    </span>
  );
}

function Flag({ name }: { name: FlagName }) {
  const { icon: Icon, look } = flags[name];
  return (
    <span className={`${styles.flag} ${look ?? ''}`} title={t(`flag.${name}.meaning`)}>
      <Icon size={14} aria-hidden />
      {t(`flag.${name}.name`)}
    </span>
  );
}

/** A flag where there is room for its sign only; its word is there for whoever asks or listens. */
export function FlagSign({ name }: { name: FlagName }) {
  const { icon: Icon, look } = flags[name];
  return (
    <span className={`${styles.flag} ${styles.sign} ${look ?? ''}`} title={t(`flag.${name}.meaning`)}>
      <Icon size={14} aria-hidden />
      <span className="visually-hidden">{t(`flag.${name}.name`)}</span>
    </span>
  );
}
