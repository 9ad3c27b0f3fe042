import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { Random } from './random.js';

/** A file as it is uploaded, and as events name it. */
export interface EvidenceFile {
  readonly sha256: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface EvidenceRef {
  readonly sha256: string;
  readonly kind: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly capturedAt?: string;
}

/** Different files of each kind; the disk stays small however large the province. */
const VARIANTS: Readonly<Record<string, number>> = { PHOTO: 120 };
const VARIANTS_OTHERWISE = 24;

const TEXTS: Readonly<Record<string, string>> = {
  NOTICE: '关于举办服务活动的通知',
  SIGN_IN: '签到表(演示数据,不含个人信息)',
  SUMMARY: '活动总结',
  CONTRACT: '技术服务合同(演示)',
  DELIVERABLE: '服务成果报告(演示)',
  OTHER: '登记机关出具的证明(演示)',
};

/** The files of a province, made when they are first asked for. */
export class EvidenceShelf {
  readonly #files = new Map<string, EvidenceFile>();
  readonly #bySha256 = new Map<string, EvidenceFile>();

  constructor(private readonly seed: string) {}

  /** The `number`-th file of a kind; numbers run in a circle. */
  ref(kind: string, number: number, capturedAt?: string): EvidenceRef {
    const { sha256, mediaType, content } = this.#file(kind, number % (VARIANTS[kind] ?? VARIANTS_OTHERWISE));
    return { sha256, kind, bytes: content.length, mediaType, ...(capturedAt === undefined ? {} : { capturedAt }) };
  }

  file(sha256: string): EvidenceFile {
    const found = this.#bySha256.get(sha256);
    if (found === undefined) throw new Error(`no file ${sha256} on the shelf`);
    return found;
  }

  #file(kind: string, variant: number): EvidenceFile {
    const key = `${kind}/${variant}`;
    const found = this.#files.get(key);
    if (found !== undefined) return found;
    const random = new Random(`${this.seed}/file/${key}`);
    const isPhoto = kind === 'PHOTO';
    const content = isPhoto
      ? picture(random)
      : Buffer.from(`${TEXTS[kind] ?? kind}\n编号 ${key}-${random.integer(1, 9_999)}\n`);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const file = { sha256, mediaType: isPhoto ? 'image/png' : 'text/plain', content };
    this.#files.set(key, file);
    this.#bySha256.set(sha256, file);
    return file;
  }
}

const WIDTH = 48;
const HEIGHT = 32;

/** A small PNG: a wall, a floor and some people. Stored without compression, so that its bytes depend on no library's choices. */
function picture(random: Random): Buffer {
  const wall = [random.integer(120, 220), random.integer(120, 220), random.integer(120, 220)];
  const heads = Array.from({ length: random.integer(4, 12) }, () => [
    random.integer(2, WIDTH - 4),
    random.integer(14, 28),
  ]);
  const rows = Array.from({ length: HEIGHT }, (_, y) => [
    0,
    ...Array.from({ length: WIDTH }, (__, x) => pixel(x, y)).flat(),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, 8, 2, 0, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()), { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);

  function pixel(x: number, y: number): readonly number[] {
    if (heads.some(([at = 0, top = 0]) => Math.abs(x - at) < 2 && Math.abs(y - top) < 3)) return [60, 50, 48];
    return y < 12 ? wall : wall.map((part) => Math.floor(part / 2));
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
