import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { Letterhead, Manifest, ManifestStop } from '#domain/paper/documents.ts';
import { dateOnPaper, type PaperWord, sayOnPaper } from '#domain/paper/words.ts';
import { type Column, head, onPages, said, stacked, table } from './page.ts';

/** What a truck carries, stop by stop, with room for a signature. */
export function drawManifest(letterhead: Letterhead, manifest: Manifest): TDocumentDefinitions {
  const say = (word: PaperWord) => sayOnPaper(manifest.language, word);
  return onPages(manifest.language, say('manifest'), [
    head(letterhead, {
      stack: [
        { text: say('manifest'), fontSize: 16, bold: true, alignment: 'right' },
        said(`${manifest.title} · ${dateOnPaper(manifest.language, manifest.on)}`, { alignment: 'right' }),
      ],
    }),
    manifest.stops.length === 0
      ? { text: say('noStops') }
      : table(
          columnsOf(say),
          manifest.stops.map((stop) => stopRow(stop, say)),
        ),
  ]);
}

function columnsOf(say: (word: PaperWord) => string): Column[] {
  return [
    { head: say('stop'), width: 30 },
    { head: say('deliverTo'), width: '*' },
    { head: say('goods'), width: 110 },
    { head: say('cases'), width: 40, alignment: 'right' },
    { head: say('loose'), width: 40, alignment: 'right' },
    { head: say('signature'), width: 110 },
  ];
}

function stopRow(stop: ManifestStop, say: (word: PaperWord) => string): Content[] {
  const more = [stop.customer.phone, stop.instructions].filter((one) => one !== null && one !== '') as string[];
  return [
    { text: stop.stop, bold: true, fontSize: 12 },
    {
      stack: [
        said(stop.customer.name, { bold: true }),
        stacked(
          stop.address.filter((line) => line !== stop.customer.name),
          { fontSize: 8.5 },
        ),
        stacked(more, { fontSize: 8.5 }),
        ...(stop.paysInCash ? [said(say('cashOnly'), { bold: true, fontSize: 9 })] : []),
      ],
    },
    { stack: [{ text: stop.shipmentNumber }, { text: stop.fulfillmentNumbers.join(', '), fontSize: 8 }] },
    stop.cases === 0 ? '' : String(stop.cases),
    stop.units === 0 ? '' : String(stop.units),
    '',
  ];
}
