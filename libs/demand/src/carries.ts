import type { Dimension } from '#read-store';
import { MEASURES } from './measures.js';

const ALL = ['node', 'class', 'kind', 'channel', 'org'] as const;
const WITH_CODE: ReadonlySet<string> = new Set([
  'demand-rejected',
  'demand-closed',
  'return-called',
  'return-call-satisfied',
  'demand-referred',
]);
const OF_MATCHES: ReadonlySet<string> = new Set(['match-tried', 'match-held', 'match-declined', 'match-days']);

/** What the rows of each measure may be cut by. */
export const CARRIES: Readonly<Record<string, readonly Dimension[]>> = Object.fromEntries(
  Object.keys(MEASURES).map((measure) => [
    measure,
    [
      ...ALL,
      ...(WITH_CODE.has(measure) ? ['code' as const] : []),
      ...(OF_MATCHES.has(measure) ? ['agency' as const] : []),
    ],
  ]),
);
