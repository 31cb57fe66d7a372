import type { Role } from '#contract/permissions.ts';
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

export type DemoSignIn = { name: string; email: string; role: Role; password: string };

/** Who can be tried out: people of the demo company, and nobody anywhere else. */
export async function readDemoSignIns(): Promise<DemoSignIn[]> {
  try {
    const response = await reach('/api/demo-sign-ins', {});
    return response.ok ? ((await response.json()) as DemoSignIn[]) : [];
  } catch {
    // Nothing that signing in needs.
    return [];
  }
}

/** A person's own new password. Null when it was changed; their other sessions then ended. */
export async function changePassword(passwords: {
  currentPassword: string;
  newPassword: string;
}): Promise<ProblemError | null> {
  try {
    const response = await post('/api/auth/change-password', passwords);
    return response.ok ? null : await ProblemError.from(response);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** Asks for a link to a new password. Whether mail leaves at all; null where it could not be asked. */
export async function requestReset(email: string): Promise<{ mailLeaves: boolean } | null> {
  try {
    const response = await post('/api/auth/request-password-reset', { email });
    return response.ok ? ((await response.json()) as { mailLeaves: boolean }) : null;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

/** A new password by the link of a mail. Null when it was set. */
export async function resetPassword(given: { token: string; newPassword: string }): Promise<ProblemError | null> {
  try {
    const response = await post('/api/auth/reset-password', given);
    return response.ok ? null : await ProblemError.from(response);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** What the first administrator of a new company says of it and of themselves. */
export type Founding = { companyName: string; name: string; email: string; password: string };

/** Makes the first administrator, by the code of the link that the server printed. Null when it did. */
export async function addFirstAdministrator(given: Founding & { code: string }): Promise<ProblemError | null> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  try {
    const response = await post('/api/auth/first-administrator', { ...given, timeZone });
    return response.ok ? null : await ProblemError.from(response);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** Whether nobody can sign in yet. */
export async function readHasNobody(): Promise<boolean> {
  try {
    const response = await reach('/api/auth/first-administrator', {});
    return response.ok && ((await response.json()) as { isOpen: boolean }).isOpen;
  } catch {
    // Nothing that signing in needs.
    return false;
  }
}

export async function signOut(): Promise<void> {
  await post('/api/auth/sign-out', {});
}

function post(url: string, body: object): Promise<Response> {
  return reach(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
