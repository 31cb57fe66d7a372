import type { QuickbooksConfiguration } from '#server/platform/configuration.ts';
import type { TestCompany } from '#tests/support/test-company.ts';
import type { QuickbooksTwin } from './twin.ts';

/** How a server is told of a twin. */
export function configurationOf({ url, tokens }: QuickbooksTwin): QuickbooksConfiguration {
  const { clientId, clientSecret } = tokens;
  return { clientId, clientSecret, baseUrl: url, authUrl: url, encryptionKey: null, webhookToken: null };
}

/** Connects a company to a twin as its administrator does, and reads what it knows. Answers what came of it. */
export async function connectToTwin(
  company: TestCompany,
  twin: QuickbooksTwin,
  body: { startsOn?: string } = {},
): Promise<string | null> {
  const begun = await company.as('administrator').post('/quickbooks/connections', body);
  const outcome = await comeBack(company, await twin.consent(begun.body.authorizeUrl));
  if (outcome === 'made') await company.as('administrator').post('/quickbooks/checks');
  return outcome;
}

/** The person's browser goes where the twin sends it; here that server is on another port. */
export async function comeBack(
  company: TestCompany,
  location: string,
  key = company.keys.administrator,
): Promise<string | null> {
  const { pathname, search } = new URL(location, company.origin);
  const answer = await fetch(company.origin + pathname + search, {
    headers: { authorization: `Bearer ${key}` },
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? '/', company.origin).searchParams.get('connection');
}
