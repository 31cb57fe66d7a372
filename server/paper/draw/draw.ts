import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { PaperDocument } from '#domain/paper/documents.ts';
import { drawInvoices } from './invoice.ts';
import { drawLabels } from './label.ts';
import { drawManifest } from './manifest.ts';
import { drawPackingSlips } from './packing-slip.ts';
import { drawPickLists } from './pick-list.ts';

/** What the pages of a document show. */
export function draw(document: PaperDocument): TDocumentDefinitions {
  const { letterhead } = document;
  switch (document.kind) {
    case 'packing_slips':
      return drawPackingSlips(letterhead, document.slips);
    case 'invoices':
      return drawInvoices(letterhead, document.invoices);
    case 'pick_lists':
      return drawPickLists(letterhead, document.lists);
    case 'labels':
      return drawLabels(letterhead, document.labels);
    case 'manifest':
      return drawManifest(letterhead, document.manifest);
  }
}
