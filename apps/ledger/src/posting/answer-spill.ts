import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Refusal } from '#kernel';
import { refuse } from '../ledger-refusals.js';

export interface SpillLimits {
  readonly memoryBytes: number;
  readonly fileBytes: number;
}

const SPILL_LIMITS: SpillLimits = { memoryBytes: 1024 * 1024, fileBytes: 256 * 1024 * 1024 };

/** Bytes in memory, or where they stand in the file. */
type Kept = Buffer | { readonly at: number; readonly bytes: number };

/**
 * Answers that nobody has read yet, in order. Whoever writes them never waits for who reads them: what memory has no room
 * for goes into a file, which has no name from the moment it is opened, so that nothing of it outlives the post.
 */
export class AnswerSpill {
  /** Why no more is to be written; undefined as long as there is room. What was written is still read. */
  refusal: Refusal | undefined;
  readonly #kept: Kept[] = [];
  #bytesInMemory = 0;
  #bytesInFile = 0;
  /** Where the file is written next. */
  #end = 0;
  #file: FileHandle | undefined;
  #state: 'open' | 'ended' | 'discarded' = 'open';
  #change = Promise.withResolvers<void>();

  constructor(
    /** Made when it is needed. */
    private readonly directory: string,
    private readonly limits: SpillLimits = SPILL_LIMITS,
  ) {}

  get bytesInMemory(): number {
    return this.#bytesInMemory;
  }

  /** Keeps a text for the reader, in memory when the file cannot take it; then `refusal` says why. One write at a time. */
  async write(text: string): Promise<void> {
    if (this.#state === 'discarded') return;
    const bytes = Buffer.from(text);
    const kept = (await this.#spilled(bytes)) ?? bytes;
    if (Buffer.isBuffer(kept)) this.#bytesInMemory += kept.length;
    this.#kept.push(kept);
    this.#tell();
  }

  /** Nothing more will be written. */
  end(): void {
    if (this.#state === 'open') this.#state = 'ended';
    this.#tell();
  }

  /** Nothing more will be read. */
  async discard(): Promise<void> {
    this.#state = 'discarded';
    this.#kept.length = 0;
    this.#tell();
    await this.#file?.close();
    this.#file = undefined;
  }

  /** What was written, as it comes, until the end. For one reader. */
  async *read(): AsyncGenerator<Buffer> {
    while (this.#state !== 'discarded') {
      const change = this.#change.promise;
      const [next] = this.#kept;
      if (next === undefined) {
        if (this.#state === 'ended') return;
        await change;
      } else {
        const bytes = Buffer.isBuffer(next) ? next : await this.#fromFile(next);
        this.#kept.shift();
        if (Buffer.isBuffer(next)) this.#bytesInMemory -= next.length;
        else this.#bytesInFile -= next.bytes;
        yield bytes;
      }
    }
  }

  /** Where the bytes stand in the file; undefined when they are to stay in memory. */
  async #spilled(bytes: Buffer): Promise<Kept | undefined> {
    const { memoryBytes, fileBytes } = this.limits;
    if (this.refusal !== undefined || this.#bytesInMemory + bytes.length <= memoryBytes) return undefined;
    if (this.#bytesInFile === 0) this.#end = 0;
    const at = this.#end;
    if (at + bytes.length > fileBytes) {
      this.refusal = refuse('answers-unread', { params: { maxBytes: fileBytes } });
      return undefined;
    }
    try {
      await this.#toFile(bytes, at);
    } catch (cause) {
      this.refusal = refuse('answers-not-kept', { params: { reason: codeOf(cause) }, cause });
      return undefined;
    }
    this.#end = at + bytes.length;
    this.#bytesInFile += bytes.length;
    return { at, bytes: bytes.length };
  }

  async #toFile(bytes: Buffer, at: number): Promise<void> {
    this.#file ??= await openNameless(this.directory);
    for (let done = 0; done < bytes.length;)
      done += (await this.#file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }

  async #fromFile({ at, bytes }: { readonly at: number; readonly bytes: number }): Promise<Buffer> {
    const found = Buffer.alloc(bytes);
    for (let done = 0; done < bytes;) {
      const { bytesRead } = (await this.#file?.read(found, done, bytes - done, at + done)) ?? { bytesRead: 0 };
      if (bytesRead === 0) throw new Error('answers that were kept in a file are not there');
      done += bytesRead;
    }
    return found;
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}

const codeOf = (failure: unknown): string =>
  failure instanceof Error && 'code' in failure ? String(failure.code) : String(failure);

/** Makes room for the answers of one bulk post. */
export class AnswerSpills {
  constructor(private readonly directory: string) {}

  open(): AnswerSpill {
    return new AnswerSpill(this.directory);
  }
}

/** A file that is gone as soon as it is closed, whatever becomes of this process. */
async function openNameless(directory: string): Promise<FileHandle> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, randomUUID());
  const file = await open(path, 'wx+', 0o600);
  await rm(path);
  return file;
}
