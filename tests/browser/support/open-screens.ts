import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildScreens } from '#tests/support/build-screens.ts';
import { openSession, SESSION_COOKIE } from '#tests/support/open-session.ts';
import { openTestCompany, type TestCompany } from '#tests/support/test-company.ts';
import { findBrowser } from '../find-browser.ts';

export type Look = { width: number; height: number; colorScheme: 'light' | 'dark' };
export const DESKTOP_LIGHT: Look = { width: 1360, height: 850, colorScheme: 'light' };
export const PHONE_DARK: Look = { width: 390, height: 844, colorScheme: 'dark' };
/** Each with its name in the title of a test. */
export const BOTH_LOOKS: [string, Look][] = [
  ['at a desk, light', DESKTOP_LIGHT],
  ['on a phone, dark', PHONE_DARK],
];

export type Screens = {
  company: TestCompany;
  openPage(look: Look): Promise<Page>;
  /** Somebody is signed in on a page, and looks at the first page that is theirs. */
  signIn(page: Page, person: { email: string }): Promise<void>;
  /** What went wrong in the browser or answered 5xx, whether or not anybody saw it. */
  faults: string[];
  close(): Promise<void>;
};

let opened: Promise<Browser> | undefined;

/** The browser of this worker: its files look through it one after the other, each by contexts of its own. It ends with the worker. */
export async function openBrowser(): Promise<Browser> {
  await buildScreens();
  if (!(await opened)?.isConnected()) opened = launch();
  return opened as Promise<Browser>;
}

async function launch(): Promise<Browser> {
  return chromium.launch(await findBrowser());
}

/** The screens of a company of its own. */
export async function openScreens(options: Parameters<typeof openTestCompany>[0] = {}): Promise<Screens> {
  const browser = await openBrowser();
  const company = await openTestCompany(options);
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    company,
    faults,
    async openPage({ width, height, colorScheme }) {
      const context = await browser.newContext({
        baseURL: company.origin,
        viewport: { width, height },
        colorScheme,
        hasTouch: width < 600,
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'America/Chicago',
      });
      contexts.push(context);
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('response', (response) => {
        if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
      });
      return page;
    },
    async signIn(page, { email }) {
      const value = await openSession(company, email);
      await page.context().addCookies([{ name: SESSION_COOKIE, value, url: company.origin, httpOnly: true }]);
      await page.goto('/');
      await page.locator('#page h1').waitFor();
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await company.close();
    },
  };
}

/** Adds a person; one with a password can sign in by the form. */
export async function addPerson(
  company: TestCompany,
  person: { name: string; email: string; role: string; password?: string },
): Promise<void> {
  const { status, body } = await company.as('administrator').post('/users', person);
  if (status !== 201) throw new Error(JSON.stringify(body));
}
