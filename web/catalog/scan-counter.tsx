import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reading } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ScanBox } from '#web/ui/scan-box.tsx';
import { linesOfCode, type Scannable, unitsOfCode } from './lines-of-code.ts';
import styles from './scan-counter.module.css';

/**
 * Counts by scanning: each scan adds one to the line it means, or its case, and says what the count is. A code that is on
 * no line is said aloud and stays until somebody has seen it; one that several lines have is asked about.
 */
export function ScanCounter<Line extends Scannable>(props: {
  label: string;
  lines: readonly Line[];
  /** Codes that were scanned before this was on the screen; counted once, then taken. */
  scans?: readonly string[];
  onTaken?: () => void;
  onCount: (line: Line, units: number) => void;
  /** What the count of a line is now, in words. */
  says: (line: Line) => string;
}) {
  const { lines, scans = [], onTaken, onCount } = props;
  const [countedId, setCountedId] = useState<string | null>(null);
  const [unknown, setUnknown] = useState<readonly Unknown[]>([]);
  const client = useQueryClient();
  const [doubt, setDoubt] = useState<{ code: string; lines: Line[] } | null>(null);

  function count(line: Line, code: string) {
    setDoubt(null);
    setCountedId(line.id);
    onCount(line, unitsOfCode(line, code));
  }

  function scan(code: string) {
    const meant = linesOfCode(lines, code);
    const [only] = meant;
    if (only && meant.length === 1) return count(only, code);
    setCountedId(null);
    if (only) return setDoubt({ code, lines: meant });
    setDoubt(null);
    setUnknown((before) => [...before, { code, items: '' }]);
    void nameIt(code).catch(() => undefined);
    // On a device that can: whoever looks at the shelf feels it.
    navigator.vibrate?.(300);
  }

  const waiting = scans.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: each code is counted once, when it comes
  useEffect(() => {
    if (waiting === '') return;
    for (const code of scans) scan(code);
    onTaken?.();
  }, [waiting]);

  const counted = lines.find(({ id }) => id === countedId);
  /** Whoever scanned the wrong item is told what it is. */
  async function nameIt(code: string) {
    const { data } = await client.fetchQuery(reading('listVariants', { query: { q: code, limit: 5 } }));
    const items = linesOfCode(
      data.map((variant) => ({ ...variant, remaining: 1 })),
      code,
    )
      .map((one) => t('item.nameAndSku', { name: one.itemName, sku: one.sku }))
      .join(', ');
    setUnknown((before) => before.map((one) => (one.code === code ? { code, items } : one)));
  }

  return (
    <div className={styles.counter}>
      <ScanBox
        label={props.label}
        onScan={scan}
        says={
          doubt ? (
            <WhichItem code={doubt.code} lines={doubt.lines} onChoose={(line) => count(line, doubt.code)} />
          ) : (
            counted && <span className={styles.counted}>{props.says(counted)}</span>
          )
        }
      />
      <UnknownCodes codes={unknown} onSeen={() => setUnknown([])} />
    </div>
  );
}

/** Several items have the scanned code: whoever holds it says which. */
function WhichItem<Line extends Scannable>(props: {
  code: string;
  lines: readonly Line[];
  onChoose: (line: Line) => void;
}) {
  return (
    <>
      {t('scan.whichItem', { code: props.code })}{' '}
      {props.lines.map((line) => (
        <Button
          key={line.id}
          variant="default"
          classNames={{ root: styles.which, label: styles.name }}
          onClick={() => props.onChoose(line)}
        >
          {t('item.nameAndSku', { name: line.itemName, sku: line.sku })}
        </Button>
      ))}
    </>
  );
}

/** A code that is on no line, and the items that have it. */
type Unknown = { code: string; items: string };

/** Codes that were not counted, the last one first; they stay until somebody has seen them. */
function UnknownCodes({ codes, onSeen }: { codes: readonly Unknown[]; onSeen: () => void }) {
  const last = codes.at(-1);
  if (!last) return null;
  return (
    <div className={styles.unknown} role="alert">
      <p>
        <strong>{t(last.items === '' ? 'scan.notHere' : 'scan.otherItem', last)}</strong> {t('scan.notCounted')}{' '}
        {codes.length > 1 &&
          t('scan.notHereBefore', {
            codes: codes
              .slice(0, -1)
              .map(({ code }) => code)
              .join(', '),
          })}
      </p>
      <Button variant="default" onClick={onSeen}>
        {t('scan.seen')}
      </Button>
    </div>
  );
}
