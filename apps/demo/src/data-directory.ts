import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Says that a directory is the demonstration's own and may be emptied by it. */
const MARKER = 'liuhen-demo';

/** An empty directory for the demonstration. One that holds anything else than an earlier demonstration is left alone. */
export async function freshDirectory(path: string): Promise<void> {
  const found = await readdir(path).catch((failure: unknown): string[] => {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw failure;
  });
  if (found.length > 0 && !found.includes(MARKER))
    throw new Error(
      `${path} 不是演示目录,未作改动;请用 --data 另指一个目录\n${path} is not a demonstration's directory and was left alone; name another with --data`,
    );
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  await writeFile(join(path, MARKER), 'npm run demo\n');
}
