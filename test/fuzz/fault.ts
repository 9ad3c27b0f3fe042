import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answered, Sent } from './caller.js';

/** A request that was not answered as it should have been. */
export interface Fault {
  readonly found: string;
  readonly sent: Sent;
  readonly answer: Pick<Answered, 'text'>;
}

/** Fails with the first fault, if there is one: what is wrong, the request to be sent again, what was answered. */
export function expectNone(url: string, faults: readonly Fault[]): void {
  const [first] = faults;
  if (first === undefined) return;
  const { found, sent, answer } = first;
  const oddity = sent.oddity === undefined ? '' : ` (${sent.oddity})`;
  throw new Error(
    `${faults.length} faults, the first${oddity}: ${found}\n${asCurl(url, sent)}\n${answer.text.slice(0, 2_000)}`,
  );
}

/** What a shell takes between quotes as it stands. */
const PLAIN = /^[\n\u0020-\u007e\u00a0-\u{10ffff}]{0,3000}$/u;

/** A request as one would send it again from a shell. A body that is long, or no text, is left in a file. */
function asCurl(url: string, { method, path, headers = {}, body = '' }: Sent): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const hasBody = body.length > 0;
  // Curl would add a content type where there is to be none.
  const said = Object.entries({ ...(hasBody ? { 'Content-Type': '' } : {}), ...headers });
  return [
    'curl -sSg --path-as-is',
    method === 'HEAD' ? '-I' : `-X ${method}`,
    ...said.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(hasBody ? [`--data-binary ${quoted(stated(body))}`] : []),
    quoted(url + path),
  ].join(' ');
}

function stated(body: string | Buffer): string {
  if (typeof body === 'string' && body.isWellFormed() && PLAIN.test(body) && !body.startsWith('@')) return body;
  const file = join(tmpdir(), `hostile-request-${hash('sha256', body, 'hex').slice(0, 16)}`);
  writeFileSync(file, body);
  return `@${file}`;
}
