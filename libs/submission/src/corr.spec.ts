import { describe, expect, it } from '@jest/globals';
import { foldAll, type Fact } from '#kernel';
import { actorOf, fact, given, type Otherwise } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { corr } from './corr.js';
import { correctionsProjection } from './corrections.projection.js';

const march = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000+08:00`;
const entry = fact('AttendanceSummaryDeclared', { persons: 23 }, { occurredAt: march(5) });
const stream = `corr-${entry.id}`;
const otherWindow = { ...actorOf('WINDOW'), account: 'window-2', node: 'N02', org: 'other' };

const request = (otherwise: Otherwise = {}, data: object = {}) =>
  fact(
    'CorrectionRequested',
    { entryStream: 'act-1', asked: 'RESTATEMENT', reason: '人数应为 32', ...data },
    { occurredAt: march(6), ...otherwise },
  );
const requested = request();
const reversal = (otherwise: Otherwise = {}) =>
  fact(
    'EntryReversed',
    { targetEventId: entry.id, reasonCode: 'INPUT_ERROR', reason: '重复' },
    { by: 'HUB', occurredAt: march(7), causationId: requested.id, ...otherwise },
  );
const restatement = fact(
  'EntryRestated',
  { targetEventId: entry.id, reason: '人数有误', replacement: { persons: 32 } },
  { by: 'HUB', occurredAt: march(7), causationId: requested.id },
);
const grant = (correction: Fact, otherwise: Otherwise = {}, entryStream = 'act-1') =>
  fact(
    'CorrectionGranted',
    { entryStream, correctionEventId: correction.id },
    { by: 'HUB', occurredAt: march(8), ...otherwise },
  );
const decline = (otherwise: Otherwise = {}) =>
  fact('CorrectionDeclined', { reason: '与签到表一致' }, { by: 'HUB', occurredAt: march(8), ...otherwise });

const seeing = (...facts: readonly Fact[]) => given(corr, stream).seeing({ 'act-1': [entry, ...facts] });
const open = (...facts: readonly Fact[]) => seeing(...facts).past([requested]);

describe('a request for a correction', () => {
  it('is made by who posted the entry, of the node or, without one, of the organisation', () => {
    seeing().when(requested).recordsIt();
    seeing()
      .when(request({ by: { ...actorOf('WINDOW'), account: 'window-9' } }))
      .recordsIt();
    const agencys = fact('SessionHeld', {}, { by: 'AGENCY', occurredAt: march(5) });
    given(corr, `corr-${agencys.id}`)
      .seeing({ 'act-1': [agencys] })
      .when(request({ by: 'AGENCY' }))
      .recordsIt();
  });

  it('is refused to all others in the words for an entry that does not exist', () => {
    const params = { stream: 'act-1', entry: entry.id };
    seeing()
      .when(request({ by: otherWindow }))
      .refuses('request-entry-not-own', params);
    seeing()
      .when(request({ by: 'SME' }))
      .refuses('request-entry-not-own', params);
    given(corr, stream).when(requested).refuses('request-entry-not-own', params);
  });

  it('is about an entry that stands', () => {
    seeing(reversal()).when(requested).refuses('request-entry-reversed');
    seeing(restatement).when(requested).recordsIt();
  });

  it('is one at a time, and may be made again when it was decided, twenty times in all', () => {
    open()
      .when(request({ statementId: 'again' }))
      .refuses('status-not-allowed');
    const round = (n: number): readonly Fact[] => [
      request({ statementId: `r${n}` }),
      decline({ statementId: `d${n}` }),
    ];
    const rounds = (n: number) => Array.from({ length: n }, (_, at) => round(at)).flat();
    seeing()
      .past(rounds(19))
      .when(request({ occurredAt: march(9) }))
      .recordsIt();
    seeing()
      .past(rounds(20))
      .when(request({ occurredAt: march(9) }))
      .refuses('too-many-requests', { max: 20 });
  });

  it('is granted by naming the reversal or restatement made since', () => {
    for (const correction of [reversal(), restatement]) open(correction).when(grant(correction)).recordsIt();
    const before = reversal({ occurredAt: march(5), statementId: 'earlier' });
    open(before).when(grant(before)).refuses('request-not-corrected');
    open().when(grant(reversal())).refuses('request-not-corrected');
    open(reversal()).when(grant(entry)).refuses('request-not-corrected');
    const another = reversal({ statementId: 'another' });
    const elsewhere = { ...another, data: { ...(another.data as object), targetEventId: requested.id } };
    open(elsewhere).when(grant(elsewhere)).refuses('request-not-corrected');
    open(reversal())
      .when(grant(reversal(), {}, 'act-2'))
      .refuses('request-of-another-stream', { stream: 'act-1' });
  });

  it('is declined for a reason', () => open().when(decline()).recordsIt());

  it('is decided by another account and node than who asked, once', () => {
    const own = { by: { ...actorOf('HUB'), node: 'N01' } };
    open().when(decline(own)).refuses('request-by-asker');
    open(reversal()).when(grant(reversal(), own)).refuses('request-by-asker');
    open()
      .when(decline({ by: 'AUTHORITY' }))
      .recordsIt();
    open()
      .when(decline({ by: 'WINDOW' }))
      .refuses('role-may-not-state');
    seeing().when(decline()).refuses('status-not-allowed');
    seeing()
      .past([requested, decline()])
      .when(decline({ statementId: 'again' }))
      .refuses('status-not-allowed');
  });

  it('belongs to the node that asked, or to its organisation', () => {
    const { state } = foldAll(corr, [requested]);
    expect(corr.parties(state, stream)).toEqual({ nodes: ['N01'], orgs: [] });
    expect(corr.parties(foldAll(corr, [request({ by: 'SME' })]).state, stream)).toEqual({
      nodes: [],
      orgs: ['sme-org'],
    });
    expect(corr.parties(corr.initial, stream)).toEqual({ nodes: [], orgs: [] });
  });
});

describe('the list of requests', () => {
  const shown = async (...facts: readonly Fact[]): Promise<unknown> => {
    let found: unknown;
    await projectedBy(correctionsProjection)(
      facts.map((each): Log[number] => [stream, each]),
      async ({ store }) => {
        found = await store.get(correctionsProjection, stream);
      },
    );
    return found;
  };
  const ASKED = {
    status: 'REQUESTED',
    node: 'N01',
    account: 'window-1',
    entry: { stream: 'act-1', eventId: entry.id },
    asked: 'RESTATEMENT',
    reason: '人数应为 32',
    requestEventId: requested.id,
    requestedAt: march(6),
  };
  const decided = { decidedAt: march(8), decidedBy: 'hub-1' };

  it('shows what is asked, and what came of it', async () => {
    expect(await shown(requested)).toEqual(ASKED);
    expect(await shown(requested, grant(restatement))).toEqual({
      ...ASKED,
      ...decided,
      status: 'GRANTED',
      correctionEventId: restatement.id,
    });
    expect(await shown(requested, decline())).toEqual({
      ...ASKED,
      ...decided,
      status: 'DECLINED',
      declinedFor: '与签到表一致',
    });
  });

  it('begins anew when it is asked again', async () => {
    const again = request({ statementId: 'again', occurredAt: march(9) });
    expect(await shown(requested, decline(), again)).toEqual({
      ...ASKED,
      requestEventId: again.id,
      requestedAt: march(9),
    });
  });
});
