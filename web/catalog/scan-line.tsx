import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isSameCode } from '#domain/finding/codes.ts';
import { reading } from '#web/api/read.ts';
import { t } from '#web/i18n/words.ts';
import { ScanBox } from '#web/ui/scan-box.tsx';
import { linesOfCode } from './lines-of-code.ts';

type Line = { id: string; itemName: string; sku: string; upc?: string | null; remaining: number };
type Named = Pick<Line, 'itemName' | 'sku'>;
type Doubt = { code: string; lines: readonly Line[]; others: readonly Named[] };

/**
 * Finds the line of a scanned code. A code of several lines is asked about; one of no line is said, with the name of the item
 * that has it. `onScan` hears the line, null while there is none.
 */
export function ScanLine(props: { lines: readonly Line[]; label: string; onScan: (lineId: string | null) => void }) {
  const client = useQueryClient();
  const [doubt, setDoubt] = useState<Doubt | null>(null);

  function choose(lineId: string | null, left: Doubt | null) {
    setDoubt(left);
    props.onScan(lineId);
  }

  async function scan(code: string) {
    const [only, ...more] = linesOfCode(props.lines, code);
    if (only && more.length === 0) return choose(only.id, null);
    if (only) return choose(null, { code, lines: [only, ...more], others: [] });
    choose(null, { code, lines: [], others: [] });
    const { data } = await client.fetchQuery(reading('listVariants', { query: { q: code, limit: 5 } }));
    const isIt = (one: { sku: string; upc: string | null }) =>
      one.sku.toLowerCase() === code.toLowerCase() || (one.upc !== null && isSameCode(one.upc, code));
    setDoubt((said) =>
      said?.code === code && said.lines.length === 0 ? { ...said, others: data.filter(isIt) } : said,
    );
  }

  return (
    <ScanBox
      label={props.label}
      says={doubt && <Doubtful {...doubt} onChoose={(lineId) => choose(lineId, null)} />}
      onScan={(code) => void scan(code).catch(() => undefined)}
    />
  );
}

function Doubtful({ code, lines, others, onChoose }: Doubt & { onChoose: (lineId: string) => void }) {
  const name = ({ itemName, sku }: Named) => t('item.nameAndSku', { name: itemName, sku });
  if (lines.length === 0)
    return others.length === 0
      ? t('scan.notHere', { code })
      : t('scan.otherItem', { code, items: others.map(name).join(', ') });
  return (
    <>
      {t('scan.whichItem', { code })}{' '}
      {lines.map((line) => (
        <Button key={line.id} size="compact-sm" variant="default" onClick={() => onChoose(line.id)}>
          {name(line)}
        </Button>
      ))}
    </>
  );
}
