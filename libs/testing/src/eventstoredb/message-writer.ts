const LENGTH_DELIMITED = 2;
const VARINT = 0;
const LOW_BITS = 0x7f;
const MORE = 0x80;

/**
 * Writes one protobuf message from its end to its beginning, so that the length of what is nested is known when it is to be
 * written. Fields may come in any order.
 */
export class MessageWriter {
  readonly #buffer: Buffer;
  #start: number;

  constructor(sizeMax: number) {
    this.#buffer = Buffer.allocUnsafe(sizeMax);
    this.#start = sizeMax;
  }

  /** What was written. */
  get message(): Buffer {
    return this.#buffer.subarray(this.#start);
  }

  nested(field: number, write: () => void): void {
    const end = this.#start;
    write();
    this.#header(field, end - this.#start);
  }

  bytes(field: number, value: Uint8Array): void {
    if (value.length === 0) return;
    this.#start -= value.length;
    this.#buffer.set(value, this.#start);
    this.#header(field, value.length);
  }

  text(field: number, value: string): void {
    const length = Buffer.byteLength(value);
    this.#start -= length;
    this.#buffer.write(value, this.#start);
    this.#header(field, length);
  }

  /** An entry of a map from text to text. */
  entry(field: number, name: string, value: string): void {
    this.nested(field, () => {
      this.text(2, value);
      this.text(1, name);
    });
  }

  number(field: number, value: number | bigint): void {
    if (typeof value === 'bigint') this.#bigVarint(value);
    else this.#varint(value);
    this.#varint((field << 3) | VARINT);
  }

  #header(field: number, length: number): void {
    this.#varint(length);
    this.#varint((field << 3) | LENGTH_DELIMITED);
  }

  /** Up to 2^53. */
  #varint(value: number): void {
    let size = 1;
    for (let rest = value; rest > LOW_BITS; rest = Math.floor(rest / MORE)) size += 1;
    this.#start -= size;
    let rest = value;
    for (let at = this.#start; ; at += 1) {
      const low = rest % MORE;
      rest = Math.floor(rest / MORE);
      this.#buffer[at] = rest > 0 ? low | MORE : low;
      if (rest === 0) return;
    }
  }

  #bigVarint(value: bigint): void {
    const septets: number[] = [];
    for (let rest = value; septets.length === 0 || rest > 0n; rest >>= 7n)
      septets.push(Number(rest & BigInt(LOW_BITS)));
    this.#start -= septets.length;
    for (const [index, septet] of septets.entries()) {
      this.#buffer[this.#start + index] = index < septets.length - 1 ? septet | MORE : septet;
    }
  }
}
