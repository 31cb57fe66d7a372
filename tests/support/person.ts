import { randomBytes } from 'node:crypto';
import type { Role } from '#contract/permissions.ts';
import type { Client, Reply, TestCompany } from './test-company.ts';

/** Somebody who works here, with the session they work by. */
export type Person = { id: string; name: string; cookie: string; client: Client };

let counter = 0;

/** Adds a person and signs them in. */
export async function addPersonOf(company: TestCompany, name: string, role: Role): Promise<Person> {
  counter += 1;
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${counter}@example.com`;
  const password = randomBytes(12).toString('hex');
  const added = await company.as('administrator').post('/users', { name, email, role, password });
  if (added.status !== 201) throw new Error(JSON.stringify(added.body));
  const signedIn = await fetch(`${company.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<Reply> => {
    const response = await fetch(`${company.origin}/api/v1${path}`, {
      method,
      headers: {
        cookie,
        origin: company.origin,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: await (isJson ? response.json() : response.text()),
      headers: response.headers,
    };
  };
  return {
    id: added.body.id,
    name,
    cookie,
    client: {
      get: (path) => call('GET', path),
      post: (path, body = {}, headers = {}) => call('POST', path, body, headers),
      patch: (path, body, headers = {}) => call('PATCH', path, body, headers),
    },
  };
}
