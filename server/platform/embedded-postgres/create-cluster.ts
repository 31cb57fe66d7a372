import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createWholeFolder } from './create-whole-folder.ts';
import { clusterByWorkingFolder, programEnvironment } from './launch-server.ts';
import { requireAccountName, type ServerAccount } from './server-account.ts';

export function clusterExists(cluster: string): boolean {
  return existsSync(join(cluster, 'PG_VERSION'));
}

/**
 * A new cluster. Sorting and letter case come from PostgreSQL's own tables, not from the machine's, so that indexes stay
 * right when the data folder moves to another machine.
 */
export async function createCluster(options: {
  cluster: string;
  programs: string;
  account: ServerAccount | undefined;
}): Promise<void> {
  const { account } = options;
  requireAccountName(account);
  await createWholeFolder(options.cluster, async (scratch) => {
    if (account) await chown(scratch, account.uid, account.gid);
    await promisify(execFile)(
      join(options.programs, 'bin', 'initdb'),
      [
        `--pgdata=${clusterByWorkingFolder}`,
        '--username=makegood',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        // No password: only those who may enter the socket folder can connect at all (see socket-directory.ts).
        '--auth-local=trust',
        '--auth-host=reject',
        '--no-instructions',
      ],
      { cwd: scratch, env: programEnvironment, ...account },
    );
  });
}
