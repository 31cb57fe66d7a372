import type { Refusal } from '#contract/errors.ts';
import type { Request } from '#contract/operations.ts';
import { alreadyExists, fromNothing } from '../platform/edit-record.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Work } from '../platform/work.ts';
import { findUser, type User } from './queries.ts';
import type { SignIn } from './sign-in.ts';

/** Adds a person, who can sign in at once when given a password. Refused with `already_exists` for the e-mail address. */
export async function createUser(
  _viewer: Viewer,
  { body }: Pick<Request<'createUser'>, 'body'>,
  work: Work,
  signIn: SignIn,
): Promise<User | { refusal: Refusal }> {
  const email = body.email.toLowerCase();
  const created = await work.tx.first<{ id: string }>(
    `insert into users (name, email, phone, role, created_at) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing returning id`,
    [body.name, email, body.phone ?? null, body.role, work.now],
  );
  if (!created) return alreadyExists('#/email', email);
  if (body.password !== undefined) {
    // On a connection of its own: should this transaction be undone, the password left behind opens no session, and is set anew.
    const signInId = await signIn.createPassword({ email, name: body.name, password: body.password });
    await work.tx.rows('update users set sign_in_id = $2 where id = $1', [created.id, signInId]);
  }
  work.audit({
    action: 'user.create',
    recordType: 'user',
    recordId: created.id,
    changes: fromNothing({ name: body.name, email, role: body.role }),
  });
  return (await findUser(work.tx, created.id)) as User;
}
