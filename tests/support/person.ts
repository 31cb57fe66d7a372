import type { Role } from '#contract/permissions.ts';
import { openSession, SESSION_COOKIE } from './open-session.ts';
import type { Client, Reply, TestCompany } from './test-company.ts';

/** Somebody who works here, with the session they work by. */
export type Person = { id: string; name: string; cookie: string; client: Client };

let counter = 0;

/** Adds a person who is signed in. */
export async function addPersonOf(company: TestCompany, name: string, role: Role): Promise<Person> {
  counter += 1;
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}.${counter}@example.com`;
  const added = await company.as('administrator').post('/users', { name, email, role });
  if (added.status !== 201) throw new Error(JSON.stringify(added.body));
  const cookie = `${SESSION_COOKIE}=${await openSession(company, email)}`;
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
