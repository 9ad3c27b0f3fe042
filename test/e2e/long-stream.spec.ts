import { describe, expect, it } from '@jest/globals';
import { EventStore } from '#event-store';
import { canonical, sha256 } from '#kernel';
import { ProjectionRunner } from '#read-store';
import type { Json } from '../support/published-answers.js';
import { RunningLedger } from '../support/running-ledger.js';

describe('a stream too long to fold', () => {
  it('is refused rather than told by half', async () => {
    const other = await RunningLedger.start();
    await other.app.get(ProjectionRunner).stop();
    const store = other.app.get(EventStore);
    const [opened] = await other.log();
    if (opened === undefined) throw new Error('the ledger is open');
    const stream = 'sub-node-W1-202603';
    const dataText = canonical({ account: 'w', code: 'x-y', payloadSha256: sha256('') });
    for (let n = 0; n <= 100_000; n += 100) {
      const events = Array.from({ length: n === 100_000 ? 1 : 100 }, (_, index) => ({
        id: `e-${n + index}`,
        type: 'PostingRejected',
        version: 1,
        dataText,
        meta: { ...opened.meta, statementId: `s-${n + index}`, correlationId: stream },
      }));
      await store.appendBatch([[{ stream, expected: n === 0 ? 'none' : n - 1, events }]]);
      if (n === 99_900) await expectCut(other, stream);
    }
    for (const path of [`/v1/streams/${stream}`, `/v1/streams/${stream}/history`])
      expect(await other.fetch(path)).toMatchObject({ status: 422, body: { code: 'stream-too-long' } });
    const { events, complete } = (await other.fetch(`/v1/traces/${stream}`)).body as unknown as Json;
    expect([(events as readonly Json[]).length, complete]).toEqual([5_000, false]);
    await other.discard();
  }, 180_000);
});

/** The longest stream that is told: its beginning, with a digest of it all. */
async function expectCut(ledger: RunningLedger, stream: string): Promise<void> {
  const { events, state, stateDigest, isComplete, notShown } = (await ledger.fetch(`/v1/streams/${stream}`))
    .body as unknown as Json;
  expect([events, isComplete]).toEqual([100_000, false]);
  expect(notShown).toMatchObject([
    { path: '/state/facts', shown: 500, of: 100_000, see: `/v1/streams/${stream}/history` },
  ]);
  const { facts } = state as { readonly facts: readonly Json[] };
  expect([facts.length, facts[499]?.['id']]).toEqual([500, 'e-499']);
  const {
    to,
    changes,
    isComplete: isAll,
    ...rest
  } = (await ledger.fetch(`/v1/streams/${stream}/changes?from=0`)).body as unknown as Json & { readonly to: Json };
  expect([to['stateDigest'], (changes as readonly Json[]).length, isAll]).toEqual([stateDigest, 500, false]);
  expect(rest['notShown']).toMatchObject([{ path: '/changes', shown: 500, of: 100_001 }]);
}
