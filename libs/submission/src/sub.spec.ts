import { describe, expect, it } from '@jest/globals';
import { Registry, sha256 } from '#kernel';
import { actorOf, fact, given } from '#testing/given';
import { postingRejected } from './sub.events.js';
import { monthOf } from './month.js';
import { sub, submissionStream } from './sub.js';
import { submission } from './submission.context.js';

const ledger = { by: 'LEDGER' } as const;
const rejection = {
  account: 'window-1',
  code: 'division-not-in-force',
  payloadSha256: sha256('x'),
  pointer: '/data/area',
};
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

const APRIL = '2026-04-02T09:00:00.000+08:00';
const hub = { by: 'HUB', occurredAt: APRIL } as const;
const authority = { by: 'AUTHORITY', occurredAt: APRIL } as const;
const closed = fact('PeriodClosed', {}, hub);
const declared = fact('SubmissionDeclaredComplete', {}, { occurredAt: APRIL });
const reopened = fact('PeriodReopened', { reason: '漏报', basisSha256: sha256('批复') }, authority);
const adjustment = (period: string) =>
  fact(
    'AdjustmentPosted',
    { period, quantity: 'PERSONS', amount: -3, reason: '重复', basisSha256: sha256('说明') },
    hub,
  );

describe('a month of a node', () => {
  it('is declared complete by the node, when it is over, and closed by the hub', () => {
    given(sub, STREAM).when(declared).recordsIt();
    given(sub, STREAM).past([rejected, declared]).when(closed).recordsIt();
    given(sub, STREAM).when(closed).recordsIt();
    given(sub, STREAM).past([closed]).when(declared).refuses('status-not-allowed');
    given(sub, 'sub-node-N02-202603')
      .when(declared)
      .refuses('not-own-node', { node: 'N01', owner: ['N02'] });
    given(sub, STREAM).when(fact('SubmissionDeclaredComplete', {})).refuses('period-not-over', { month: '2026-03' });
    given(sub, STREAM)
      .when(fact('PeriodClosed', {}, { by: 'HUB' }))
      .refuses('period-not-over', { month: '2026-03' });
    given(sub, 'sub-org-agency-1-202603').when(closed).refuses('period-of-nodes-only');
    expect(monthOf(STREAM)).toBe('2026-03');
  });

  it('may come with the node’s own totals, each quantity once', () => {
    const persons = { quantity: 'PERSONS', amount: 9 };
    const totals = (...list: readonly object[]) =>
      fact('SubmissionDeclaredComplete', { totals: list }, { occurredAt: APRIL });
    given(sub, STREAM)
      .when(totals(persons, { ...persons, quantity: 'ORDERS' }))
      .recordsIt();
    given(sub, STREAM)
      .when(totals(persons, { ...persons, amount: 8 }))
      .refuses('total-twice', { quantity: 'PERSONS' });
  });

  it('goes on taking note of refusals when it is closed', () =>
    given(sub, STREAM).past([closed]).when(rejected).recordsIt());

  it('is reopened by the authority, by another account than closed it', () => {
    given(sub, STREAM).past([closed]).when(reopened).recordsIt();
    given(sub, STREAM).when(reopened).refuses('status-not-allowed');
    given(sub, STREAM)
      .past([closed])
      .when({ ...reopened, meta: { ...reopened.meta, actor: actorOf('HUB') } })
      .refuses('role-may-not-state');
    const byAuthority = fact('PeriodClosed', {}, authority);
    given(sub, STREAM).past([byAuthority]).when(reopened).refuses('period-by-another');
    given(sub, STREAM).past([closed, reopened]).when(declared).recordsIt();
  });

  it('is not reopened when its year is closed, which happens with the December', () => {
    const december = 'sub-node-N01-202603'.replace('202603', '202612');
    const annual = fact('PeriodClosed', { annual: true }, { by: 'HUB', occurredAt: '2027-01-05T09:00:00.000+08:00' });
    given(sub, STREAM)
      .when(fact('PeriodClosed', { annual: true }, hub))
      .refuses('year-closes-with-december');
    given(sub, december).when(annual).recordsIt();
    given(sub, STREAM)
      .past([closed])
      .seeing({ [december]: [annual] })
      .when(reopened)
      .refuses('year-closed', {
        year: '2026',
      });
  });

  it('takes an adjustment of a year that is closed, and of no other', () => {
    const december = 'sub-node-N01-202512';
    const annual = fact('PeriodClosed', { annual: true }, { by: 'HUB', occurredAt: '2026-01-05T09:00:00.000+08:00' });
    given(sub, STREAM)
      .seeing({ [december]: [annual] })
      .when(adjustment('2025-11'))
      .recordsIt();
    given(sub, STREAM).when(adjustment('2025-11')).refuses('adjustment-not-needed', { period: '2025-11' });
    given(sub, STREAM)
      .past([closed])
      .seeing({ [december]: [annual] })
      .when(adjustment('2025-11'))
      .refuses('status-not-allowed');
  });
});
