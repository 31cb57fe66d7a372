import { randomBytes } from 'node:crypto';
import type { Queries, Transaction } from '../platform/transaction.ts';

/** A person as the sign-in library knows them. */
type Owner = { userId: string; name: string; email: string };

/** Sets a password in the transaction of who sets it, for a person who has signed in before or never could. */
export async function storePassword(
  tx: Transaction,
  { userId, name, email }: Owner,
  passwordHash: string,
  now: string,
): Promise<void> {
  const { signInId } = await tx.row<{ signInId: string }>(OWNER, [newId(), name, email, now]);
  const known = await tx.rows(
    `update auth.account set password = $2, "updatedAt" = $3 where "userId" = $1 and "providerId" = 'credential' returning id`,
    [signInId, passwordHash, now],
  );
  if (known.length === 0) {
    await tx.rows(
      `insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
       values ($1, $2, 'credential', $2, $3, $4, $4)`,
      [newId(), signInId, passwordHash, now],
    );
  }
  await tx.rows('update users set sign_in_id = $2 where id = $1 and sign_in_id is distinct from $2', [
    userId,
    signInId,
  ]);
}

/** Ends the sessions of a person, but for the one that is named. */
export async function endSessions(queries: Queries, userId: string, except: string | null = null): Promise<void> {
  await queries.rows(
    `delete from auth.session s using users u
     where u.id = $1 and s."userId" = u.sign_in_id and ($2::text is null or s.id <> $2)`,
    [userId, except],
  );
}

function newId(): string {
  return randomBytes(24).toString('base64url');
}

const OWNER = `
  insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values ($1, $2, $3, true, $4, $4)
  on conflict (email) do update set "updatedAt" = excluded."updatedAt" returning id as "signInId"`;
