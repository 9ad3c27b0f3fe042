import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { LRUCache } from 'lru-cache';
import type { Refusal } from '#kernel';
import { refuseAtDoor } from '#web';
import { makeDirectory, syncDirectory } from '../durable.js';
import { refuse } from '../ledger-refusals.js';

export const EVIDENCE_BYTES_MAX = 50 * 1024 * 1024;

const SHA256 = /^[0-9a-f]{64}$/;
const KNOWN_MAX = 100_000;

/** Evidence files under their own SHA-256, stored once and never changed. */
export class EvidenceFiles {
  /** Sizes of stored files. Only of stored ones: a missing file may come at any time. */
  readonly #known = new LRUCache<string, number>({ max: KNOWN_MAX });

  private constructor(private readonly directory: string) {}

  /** A directory that another process may be storing files in. */
  static storedIn(directory: string): EvidenceFiles {
    return new EvidenceFiles(directory);
  }

  /** Prepares the directory; what an interrupted upload left is removed. */
  static async open(directory: string): Promise<EvidenceFiles> {
    await rm(join(directory, 'tmp'), { recursive: true, force: true });
    await makeDirectory(join(directory, 'tmp'));
    return new EvidenceFiles(directory);
  }

  /** The size of a file this process has met before; undefined says nothing. */
  knownBytes(sha256: string): number | undefined {
    return this.#known.get(sha256);
  }

  /** The size of a stored file; undefined when there is none. */
  async bytes(sha256: string): Promise<number | undefined> {
    if (!SHA256.test(sha256)) return undefined;
    const found = await stat(this.#path(sha256)).catch(absent);
    if (found !== undefined) this.#known.set(sha256, found.size);
    return found?.size;
  }

  /** The digests of all stored files. */
  async digests(): Promise<readonly string[]> {
    const digests: string[] = [];
    for (const name of (await readdir(this.directory).catch(absent)) ?? [])
      if (/^[0-9a-f]{2}$/.test(name)) digests.push(...(await readdir(join(this.directory, name))));
    return digests.filter((name) => SHA256.test(name));
  }

  read(sha256: string): Readable {
    return createReadStream(this.#path(sha256));
  }

  /**
   * Stores a file; true when it is new. Once this resolves it survives a crash. Refuses with evidence-address,
   * evidence-empty, evidence-digest-differs, body-too-large or evidence-store-unavailable, and then keeps nothing.
   */
  async put(sha256: string, content: AsyncIterable<Buffer>): Promise<boolean> {
    if (!SHA256.test(sha256)) throw refuse('evidence-address');
    const temporary = join(this.directory, 'tmp', randomUUID());
    try {
      return await this.#store(sha256, temporary, content);
    } catch (error) {
      throw diskFailure(error) ?? error;
    } finally {
      // What a disk that cannot be written keeps, the next start removes.
      await rm(temporary, { force: true }).catch((error: unknown) => {
        if (diskFailure(error) === undefined) throw error;
      });
    }
  }

  async #store(sha256: string, temporary: string, content: AsyncIterable<Buffer>): Promise<boolean> {
    const bytes = await writeChecked(temporary, sha256, content);
    if ((await this.bytes(sha256)) !== undefined) return false;
    const directory = join(this.directory, sha256.slice(0, 2));
    await makeDirectory(directory);
    await rename(temporary, this.#path(sha256));
    await syncDirectory(directory);
    this.#known.set(sha256, bytes);
    return true;
  }

  #path(sha256: string): string {
    return join(this.directory, sha256.slice(0, 2), sha256);
  }
}

async function writeChecked(path: string, sha256: string, content: AsyncIterable<Buffer>): Promise<number> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o640);
  try {
    for await (const part of content) {
      bytes += part.length;
      if (bytes > EVIDENCE_BYTES_MAX)
        throw refuseAtDoor('body-too-large', { params: { maxBytes: EVIDENCE_BYTES_MAX } });
      hash.update(part);
      await file.writeFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (bytes === 0) throw refuse('evidence-empty');
  const found = hash.digest('hex');
  if (found !== sha256) throw refuse('evidence-digest-differs', { params: { found } });
  return bytes;
}

/** What the disk or the machine says of a file, not what the caller got wrong: full, over quota, read-only, broken, too many open. */
const DISK_CODES: ReadonlySet<unknown> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'EMFILE',
  'ENFILE',
]);

const diskFailure = (error: unknown): Refusal | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && DISK_CODES.has(error.code)
    ? refuse('evidence-store-unavailable', { params: { reason: String(error.code) }, cause: error })
    : undefined;

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
