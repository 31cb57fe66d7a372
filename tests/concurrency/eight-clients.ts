import { type Client, clientFor, type Reply, type TestCompany } from '#tests/support/test-company.ts';

/** Eight programs of their own, each with a key: what they send is not one caller's work. */
export async function eightClients(company: TestCompany): Promise<Client[]> {
  const keys = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const { status, body } = await company
        .as('administrator')
        .post('/api-keys', { name: `scanner ${index + 1}`, role: 'manager' });
      if (status !== 201) throw new Error(JSON.stringify(body));
      return body.key as string;
    }),
  );
  return keys.map((key) => clientFor(company.origin, key));
}

/** How often each outcome came: the status, or the code of a refusal. */
export function tally(replies: readonly Reply[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of replies) {
    const outcome = status < 400 ? String(status) : body.code;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
