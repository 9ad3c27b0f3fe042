import type { Asked } from './caller.js';
import { isRefusedWith } from './verdict.js';

type Headers = Readonly<Record<string, string>>;

/** Files that are not what their address says. */
export function wrongFiles(headers: Headers): readonly Asked[] {
  const zeros = '0'.repeat(64);
  const files: readonly (readonly [string, string, Headers, number])[] = [
    [zeros, 'x', {}, 422],
    [zeros, '', {}, 422],
    ['0'.repeat(63), 'x', {}, 400],
    ['A'.repeat(64), 'x', {}, 400],
    ['..%2f..%2f..%2ftmp%2fx', 'x', {}, 400],
    ['%00'.repeat(64), 'x', {}, 400],
    [zeros, 'x', { 'Content-Encoding': 'gzip' }, 415],
    [zeros, 'x'.repeat(1_000_000), {}, 422],
  ];
  return files.map(([address, body, said, status]) => ({
    method: 'PUT',
    path: `/v1/evidence/${address}`,
    headers: { ...headers, ...said },
    body,
    fault: isRefusedWith(status),
  }));
}
