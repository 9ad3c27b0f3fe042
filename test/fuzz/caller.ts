import { Agent, request, type IncomingMessage } from 'node:http';

export interface Sent {
  /** What is odd about it, where that is not to be seen. */
  readonly oddity?: string;
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

/** A request, and what is wrong with an answer to it besides what would be with any; undefined: nothing. */
export interface Asked extends Sent {
  readonly fault: (answer: Answered) => string | undefined;
}

/** Whoever has not answered by then never will. */
const PATIENCE_MS = 30_000;

/** Sends requests over a few connections that are kept, and counts them. */
export class HostileCaller {
  sent = 0;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(readonly url: string) {}

  /** No answer is one with the status 0. */
  async send(sent: Sent): Promise<Answered> {
    try {
      return await this.#send(sent);
    } catch (failure) {
      return { status: 0, headers: {}, text: String(failure) };
    }
  }

  #send({ method, path, headers = {}, body = '' }: Sent): Promise<Answered> {
    this.sent += 1;
    const content = Buffer.from(body);
    const length = content.length === 0 ? {} : { 'Content-Length': content.length };
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const sending = request({
        agent: this.#agent,
        signal: AbortSignal.timeout(PATIENCE_MS),
        hostname,
        port,
        method,
        path,
        headers: { ...headers, ...length },
      });
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
