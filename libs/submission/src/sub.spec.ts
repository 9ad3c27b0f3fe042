import { describe, expect, it } from '@jest/globals';
import { Registry, sha256 } from '#kernel';
import { actorOf, fact, given } from '../../../test/support/given.js';
import { postingRejected } from './sub.events.js';
import { sub, submissionStream } from './sub.js';
import { submission } from './submission.context.js';

const ledger = { by: 'LEDGER' } as const;
const rejection = { account: 'window-1', code: 'division-unknown', payloadSha256: sha256('x'), pointer: '/data/area' };
const rejected = fact('PostingRejected', rejection, ledger);
const STREAM = 'sub-node-N01-202603';

describe('a submission', () => {
  it('notes refused postings down one after another', () => {
    given(sub, STREAM).when(rejected).recordsIt();
    given(sub, STREAM).past([rejected]).when(rejected).recordsIt();
  });
  it('is written by the ledger only', () =>
    given(sub, STREAM).when(fact('PostingRejected', rejection)).refuses('role-may-not-state'));
  it('stops a wild program', () => {
    const many = Array.from({ length: 20_000 }, (_, n) => ({ ...rejected, id: `${n}` }));
    given(sub, STREAM).past(many).when(rejected).refuses('too-many-rejections');
  });
  it('is named after the party and the month of recording', () => {
    const names = [
      submissionStream(actorOf('WINDOW'), '2026-03-31T23:59:59.000+08:00'),
      submissionStream(actorOf('SME'), '2026-04-01T00:00:00.000+08:00'),
    ];
    expect(names).toEqual(['sub-node-N01-202603', 'sub-org-sme-org-202604']);
    const registry = new Registry([submission]);
    for (const stream of names) expect(registry.aggregateOf(stream)?.aggregate.category).toBe('sub');
    expect(registry.aggregateOf('sub-node-N01-202613')).toBeUndefined();
  });
  it('is read by its party', () => {
    expect(sub.parties(sub.initial, 'sub-node-N-01-202603')).toEqual({ nodes: ['N-01'], orgs: [] });
    expect(sub.parties(sub.initial, 'sub-org-N01-202603')).toEqual({ nodes: [], orgs: ['N01'] });
  });
});

describe('noting a refusal down', () => {
  it('leaves out what of the caller’s words no event may hold', () =>
    expect(postingRejected({ ...rejection, statementId: '13800138000', source: 'x'.repeat(201) })).toEqual(rejection));
  it('keeps the rest', () =>
    expect(postingRejected({ ...rejection, type: 'cn.smes.network.org.v1' })).toEqual({
      ...rejection,
      type: 'cn.smes.network.org.v1',
    }));
});
