import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { EmbeddedPostgresUnavailable } from './embedded-postgres-unavailable.ts';

export type ServerAccount = { uid: number; gid: number };

/**
 * The account the server runs as, or undefined to run as ourselves. PostgreSQL refuses to run as root, so root hands it
 * to the owner of an existing cluster (it may have been made by an ordinary user) or to an account the system already
 * has. Accounts are never created.
 */
export function chooseServerAccount(cluster: string): ServerAccount | undefined {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (process.getuid?.() !== 0) {
    if (owner && owner.uid !== process.getuid?.()) {
      throw new Error(
        `The database in ${cluster} belongs to another account (uid ${owner.uid}): start as that account or as root, or choose another data folder.`,
      );
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const account = findAccount('postgres') ?? findAccount('_postgres') ?? findAccount('nobody');
  if (!account) throw new EmbeddedPostgresUnavailable('started as root, and there is no account postgres or nobody');
  return account;
}

/** `initdb` looks its own account name up and gives up without one (containers with an arbitrary user number). */
export function requireAccountName(account: ServerAccount | undefined): void {
  if (account) return;
  try {
    userInfo();
  } catch {
    throw new EmbeddedPostgresUnavailable(`user number ${process.getuid?.()} has no account name`);
  }
}

function findAccount(name: string): ServerAccount | undefined {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([account]) => account === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}
