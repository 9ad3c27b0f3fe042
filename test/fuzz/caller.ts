import { Agent, request, type IncomingMessage } from 'node:http';

export interface Sent {
  readonly method: string;
  /** As it stands in the request line, already encoded. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** Sends requests over a few connections that are kept, and counts them. */
export class HostileCaller {
  sent = 0;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(readonly url: string) {}

  send({ method, path, headers = {}, body = '' }: Sent): Promise<Answered> {
    this.sent += 1;
    const content = Buffer.from(body);
    const length = content.length === 0 ? {} : { 'Content-Length': content.length };
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const sending = request({ agent: this.#agent, hostname, port, method, path, headers: { ...headers, ...length } });
      sending.once('error', reject);
      sending.once('response', (answer) => void read(answer).then(resolve, reject));
      sending.end(content);
    });
  }

  /** Sends one after the other on each of several lanes; `answered` is told each answer. */
  async sendAll<Of extends Sent>(
    requests: Iterable<Of>,
    answered: (sent: Of, answer: Answered) => void,
    lanes = 8,
  ): Promise<void> {
    const rest = requests[Symbol.iterator]();
    const lane = async (): Promise<void> => {
      for (let next = rest.next(); next.done !== true; next = rest.next())
        answered(next.value, await this.send(next.value));
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  close(): void {
    this.#agent.destroy();
  }
}

async function read(answer: IncomingMessage): Promise<Answered> {
  const { statusCode: status = 0, headers } = answer;
  // A feed has no end.
  if (headers['content-type'] === 'text/event-stream') {
    answer.destroy();
    return { status, headers, text: '' };
  }
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return { status, headers, text: Buffer.concat(parts).toString() };
}

/** A request as one would send it again from a shell. */
export function asCurl(url: string, { method, path, headers = {}, body = '' }: Sent): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const shown = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const data = body.length === 0 ? [] : [`--data-binary ${quoted(String(body).slice(0, 3_000))}`];
  return ['curl', '-sS', '--path-as-is', '-X', method, ...shown, ...data, quoted(url + path)].join(' ');
}
