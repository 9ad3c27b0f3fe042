import assert from 'node:assert/strict';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readSync, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';

const MAGIC = Buffer.from('ESDOUBL1');
const FRAME_HEADER = 8;
export const RECORD_HEADER = 4;
const SCAN_CHUNK = 4 * 2 ** 20;

/** Each write returns when its data are on the disk, as if followed by fdatasync. */
const DURABLE_APPEND = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_DSYNC;

const writeDurably = promisify(write);

/** Where a record lies; a record's position in $all is the offset of its first byte. */
export interface Place {
  readonly position: number;
  readonly size: number;
}

/**
 * The log on disk: one append-only file of frames (length, CRC-32, body). A frame holds the records of one append, so an
 * append is there as a whole or not at all; a record is its length and one message, as it goes over the wire.
 */
export class LogFile {
  readonly #fd: number;
  #end: number;

  private constructor(fd: number, end: number) {
    this.#fd = fd;
    this.#end = end;
  }

  /** Opens or creates the file, shows each record that is there to `onRecord`, and cuts off a torn tail. */
  static open(file: string, onRecord: (place: Place, message: Buffer) => void): LogFile {
    const fd = openSync(file, DURABLE_APPEND);
    if (fstatSync(fd).size < MAGIC.length) {
      ftruncateSync(fd, 0);
      writeSync(fd, MAGIC);
    }
    const end = scan(fd, onRecord);
    ftruncateSync(fd, end);
    return new LogFile(fd, end);
  }

  /** Position of the next frame's first record, when `pending` bytes of frames come before it. */
  nextPosition(pending: number): number {
    return this.#end + pending + FRAME_HEADER;
  }

  /** Appends whole frames. Resolves when they are on the disk. */
  async append(frames: readonly Buffer[]): Promise<void> {
    const bytes = Buffer.concat(frames);
    for (let done = 0; done < bytes.length;) done += (await writeDurably(this.#fd, bytes, done)).bytesWritten;
    this.#end += bytes.length;
  }

  /** The bytes of one stretch of the file. */
  read(from: number, length: number): Buffer {
    return readExactly(this.#fd, from, length);
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** A frame of records, to be appended. */
export function frameOf(messages: readonly Uint8Array[]): Buffer {
  const length = messages.reduce((sum, message) => sum + RECORD_HEADER + message.length, 0);
  const frame = Buffer.allocUnsafe(FRAME_HEADER + length);
  let at = FRAME_HEADER;
  for (const message of messages) {
    at = frame.writeUInt32BE(message.length, at);
    frame.set(message, at);
    at += message.length;
  }
  frame.writeUInt32BE(length, 0);
  frame.writeUInt32BE(crc32(frame.subarray(FRAME_HEADER)), 4);
  return frame;
}

/** Reads frame after frame; gives back where the last whole one ends. */
function scan(fd: number, onRecord: (place: Place, message: Buffer) => void): number {
  const size = fstatSync(fd).size;
  const window = new Window(fd, size);
  assert.deepEqual(window.bytesAt(0, MAGIC.length), MAGIC, 'not a log of the double');
  let at = MAGIC.length;
  for (;;) {
    const header = window.bytesAt(at, FRAME_HEADER);
    if (header === undefined) return at;
    const body = window.bytesAt(at + FRAME_HEADER, header.readUInt32BE(0));
    if (body === undefined || crc32(body) !== header.readUInt32BE(4)) return at;
    at += FRAME_HEADER;
    for (let start = 0; start < body.length;) {
      const size = RECORD_HEADER + body.readUInt32BE(start);
      onRecord({ position: at + start, size }, body.subarray(start + RECORD_HEADER, start + size));
      start += size;
    }
    at += body.length;
  }
}

/** A stretch of the file in memory that moves on with the reader. */
class Window {
  readonly #fd: number;
  readonly #size: number;
  #from = 0;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(fd: number, size: number) {
    this.#fd = fd;
    this.#size = size;
  }

  /** Undefined when the file ends before. */
  bytesAt(from: number, length: number): Buffer | undefined {
    if (from + length > this.#size) return undefined;
    if (from + length > this.#from + this.#bytes.length) {
      this.#from = from;
      this.#bytes = readExactly(this.#fd, from, Math.min(Math.max(length, SCAN_CHUNK), this.#size - from));
    }
    return this.#bytes.subarray(from - this.#from, from - this.#from + length);
  }
}

function readExactly(fd: number, from: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const count = readSync(fd, bytes, done, length - done, from + done);
    assert.ok(count > 0, `the log ends at ${from + done}`);
    done += count;
  }
  return bytes;
}
