import type { Books } from './books.ts';
import type { Faults } from './faults.ts';
import type { Tokens } from './tokens.ts';

/** One call as the twin saw it. */
export type SeenCall = { name: string; path: string; requestId: string | null; status: number };

/** What one answer is made from. */
export type Exchange = {
  method: string;
  url: URL;
  body: string;
  authorization: string | undefined;
};

/** What is answered: JSON unless it is a page or an address to go to. */
export type TwinAnswer = { status: number; body?: unknown; html?: string; location?: string };

/** The parts of a twin that answer. */
export type Answering = {
  /** Both `QUICKBOOKS_BASE_URL` and `QUICKBOOKS_AUTH_URL`. */
  url: string;
  realmId: string;
  books: Books;
  tokens: Tokens;
  faults: Faults;
  /** Every call of the company's records, the oldest first. */
  calls: SeenCall[];
  /** What calls with a `requestid` were answered. */
  answered: Map<string, TwinAnswer>;
};
