import { reach } from '#web/api/call.ts';
import { ProblemError } from '#web/api/problem-error.ts';

/** Opens a session. Null when it did; else why it did not. */
export async function signIn(credentials: {
  email: string;
  password: string;
}): Promise<'wrong' | 'busy' | 'failed' | null> {
  try {
    const response = await post('/api/auth/sign-in/email', credentials);
    if (response.ok) return null;
    if (response.status === 429) return 'busy';
    return response.status < 500 ? 'wrong' : 'failed';
  } catch (error) {
    if (error instanceof ProblemError) return 'failed';
    throw error;
  }
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
}

function post(url: string, body: object): Promise<Response> {
  return reach(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
