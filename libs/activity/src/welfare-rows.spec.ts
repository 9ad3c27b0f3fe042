import { describe, expect, it } from '@jest/globals';
import { evaluateFigure } from '#read-store';
import type { Fact } from '#kernel';
import { fact } from '#testing/given';
import { projectedBy } from '#testing/projected';
import { activityProjection } from './activity.projection.js';
import { welfareStatement } from './welfare-figures.js';
import { attendance, byPersons, bySessions, PLANNED, told, until, withoutOrg } from './worked-activity.fixture.js';
import { agency, hub, march, photo, placed, PLACED_PUBLIC, stated, upTo, window } from './worked-order.fixture.js';

const projected = projectedBy(activityProjection);

/** The rows of the statement a stream has led to, as `measure amount day unit`, with the enterprise where there is one. */
async function rowsOf(stream: string, facts: readonly Fact[]): Promise<readonly string[]> {
  let found: readonly string[] = [];
  await projected(
    facts.map((each) => [stream, each]),
    async ({ store }) => {
      found = (await store.rowsOf(activityProjection, stream))
        .filter(({ measure }) => measure.startsWith('welfare-'))
        .map(({ measure, amount, occurredOn, dims: { level, org } }) =>
          [measure, amount, occurredOn, level, ...(org === undefined || stream.startsWith('ord') ? [] : [org])].join(
            ' ',
          ),
        );
    },
  );
  return found;
}
const act = (...facts: readonly Fact[]) => rowsOf('act-1', facts);
const ord = (...facts: readonly Fact[]) => rowsOf('ord-1', facts);

const by = (terms: object): Fact => fact('ActivityPlanned', { ...PLANNED, ...terms }, { occurredAt: march(1) });
const attached = (...kinds: readonly string[]): Fact =>
  fact(
    'ActivityEvidenceAttached',
    { evidence: kinds.map((kind, n) => ({ ...photo, sha256: String(n).repeat(64), kind })) },
    { by: window, occurredAt: march(12) },
  );

describe('an activity under an entry', () => {
  it('is planned for the day it is to be held, and moves with it', async () => {
    const moved = { startAt: march(17, 14), endAt: march(17, 16), reason: '台风' };
    expect(
      await act(told.planned, told.scheduled, fact('ActivityRescheduled', moved, { occurredAt: march(9) })),
    ).toEqual([
      'welfare-planned 1 2026-03-10 ORGS',
      'welfare-planned -1 2026-03-10 ORGS',
      'welfare-planned 1 2026-03-17 ORGS',
    ]);
  });

  it('is planned no more when it is cancelled', async () => {
    expect(await act(told.planned, fact('ActivityCancelled', { reason: '台风' }, { occurredAt: march(9) }))).toEqual([
      'welfare-planned 1 2026-03-10 ORGS',
      'welfare-planned -1 2026-03-10 ORGS',
    ]);
  });

  it('is delivered when it is held, conforms when all its evidence is there, and is accepted when it is verified', async () => {
    const all = [attached('SIGN_IN'), attached('PHOTO', 'PHOTO', 'PHOTO')];
    expect(await act(...until('held'), ...all, told.verified)).toEqual([
      'welfare-planned 1 2026-03-10 ORGS',
      'welfare-reported 1 2026-03-10 ORGS',
      'welfare-delivered 1 2026-03-10 ORGS',
      'welfare-conforming 1 2026-03-10 ORGS',
      'welfare-accepted 1 2026-03-10 ORGS',
    ]);
  });

  it('conforms with three different photos, and one file of every other kind', async () => {
    const conforming = async (...evidence: readonly Fact[]) =>
      (await act(...until('held'), attached('SIGN_IN'), ...evidence)).filter((row) => row.includes('conforming'));
    const again = attached('PHOTO', 'PHOTO');
    expect(await conforming(again)).toEqual([]);
    expect(await conforming(again, again)).toEqual([]);
    expect(await conforming(again, attached('SLIDES', 'SLIDES', 'PHOTO'))).toEqual([
      'welfare-conforming 1 2026-03-10 ORGS',
    ]);
  });

  it('is accepted no more while it is queried', async () => {
    const rows = await act(...until('held'), told.verified, told.queried);
    expect(rows.filter((row) => row.startsWith('welfare-accepted'))).toEqual([
      'welfare-accepted 1 2026-03-10 ORGS',
      'welfare-accepted -1 2026-03-10 ORGS',
    ]);
  });

  it('conforms at once when its entry demands nothing, and with what was published as its notice', async () => {
    expect(await act(by(byPersons), told.scheduled, told.held)).toContain('welfare-conforming 1 2026-03-10 PERSONS');
    const terms = { catalogueVersion: 2, unit: 'TIMES', evidenceKinds: ['NOTICE'] };
    const notice = fact('ActivityScheduled', { evidence: [{ ...photo, kind: 'NOTICE' }] }, { occurredAt: march(2) });
    expect(await act(by({ terms }), notice, told.held)).toContain('welfare-conforming 1 2026-03-10 TIMES');
    expect(await act(by({ terms }), told.scheduled, told.held)).not.toContain('welfare-conforming 1 2026-03-10 TIMES');
  });

  it('is counted in the unit of its entry', async () => {
    const attended = [attendance(1), attendance(2), attendance(3, { orgId: 'E002' }), withoutOrg(4)];
    const quantity = async (plan: Fact) =>
      (await act(plan, told.scheduled, told.held, ...attended)).filter((row) => row.startsWith('welfare-quantity'));
    expect(await quantity(by(bySessions))).toEqual(['welfare-quantity 1 2026-03-10 SESSIONS']);
    expect(await quantity(by({ terms: { ...PLANNED.terms, unit: 'TIMES' } }))).toEqual([
      'welfare-quantity 1 2026-03-10 TIMES',
    ]);
    expect(await quantity(told.planned)).toEqual([
      'welfare-quantity 1 2026-03-10 ORGS E001',
      'welfare-quantity 1 2026-03-10 ORGS E002',
    ]);
    expect(await quantity(by(byPersons))).toEqual([
      'welfare-quantity 1 2026-03-10 PERSONS E001',
      'welfare-quantity 1 2026-03-10 PERSONS E001',
      'welfare-quantity 1 2026-03-10 PERSONS E002',
      'welfare-quantity 1 2026-03-10 PERSONS',
    ]);
  });
});

describe('an order under an entry', () => {
  const free = placed(PLACED_PUBLIC);

  it('is planned when it is placed, and no more when it is declined, expires or is cancelled', async () => {
    const ends: readonly Fact[] = [
      fact('OrderDeclined', { reason: '档期已满' }, { by: agency, occurredAt: march(2) }),
      fact('OrderExpired', { days: 7 }, { by: hub, occurredAt: march(8) }),
      fact('OrderCancelled', { reason: '停产' }, { by: agency, occurredAt: march(2) }),
    ];
    for (const end of ends)
      expect(await ord(free, end)).toEqual([
        'welfare-planned 1 2026-03-01 SESSIONS',
        'welfare-planned -1 2026-03-01 SESSIONS',
      ]);
  });

  it('is delivered when it is completed, with its sessions, conforms by their and its deliverable’s evidence', async () => {
    expect(await ord(free, ...upTo('completed').slice(1))).toEqual([
      'welfare-planned 1 2026-03-01 SESSIONS',
      'welfare-quantity 2 2026-03-08 SESSIONS',
      'welfare-reported 1 2026-03-08 SESSIONS',
      'welfare-delivered 1 2026-03-08 SESSIONS',
      'welfare-accepted 1 2026-03-08 SESSIONS',
      'welfare-conforming 1 2026-03-08 SESSIONS',
    ]);
    const { delivered } = stated;
    const bare = fact('OrderDelivered', { evidence: [] }, { by: agency, occurredAt: delivered.meta.occurredAt });
    const steps = upTo('completed').map((step) => (step === delivered ? bare : step));
    expect(await ord(free, ...steps.slice(1))).not.toContain('welfare-conforming 1 2026-03-08 SESSIONS');
  });

  it('is accepted by the buyer’s own word, not by its silence', async () => {
    const deemed = fact('OrderDeemedConfirmed', { days: 15 }, { by: hub, occurredAt: march(6) });
    const steps = upTo('completed').map((step) => (step === stated.confirmed ? deemed : step));
    const rows = await ord(free, ...steps.slice(1));
    expect(rows).toContain('welfare-delivered 1 2026-03-08 SESSIONS');
    expect(rows.filter((row) => row.startsWith('welfare-accepted'))).toEqual([]);
  });

  it('of another kind is in no statement', async () => {
    expect(await ord(...upTo('completed'))).toEqual([]);
  });
});

describe('the public-welfare statement', () => {
  it('counts enterprises once over activities, and units apart', async () => {
    const at = (stream: string, ...facts: readonly Fact[]) =>
      facts.map(({ type, data, meta, version }, n): readonly [string, Fact] => [
        stream,
        fact(type, data as object, { ...meta, version, by: meta.actor, statementId: `${stream}-${n}` }),
      ]);
    const log = [
      ...at('act-1', ...until('held'), attendance(1), attendance(2, { orgId: 'E002' })),
      ...at('act-2', ...until('held'), attendance(1)),
      ...at('act-3', by(byPersons), told.scheduled, told.held, attendance(1), withoutOrg(2)),
      ...at('ord-1', placed(PLACED_PUBLIC), ...upTo('completed').slice(1)),
    ];
    await projected(log, async ({ store }) => {
      const found = await evaluateFigure(store, welfareStatement.quantity, {}, ['network', 'entry', 'level']);
      expect(found.map(({ by: { network, entry, level }, numerator }) => [network, entry, level, numerator])).toEqual([
        ['P44', 'GY-01', 'ORGS', 2],
        ['P44', 'GY-02', 'SESSIONS', 2],
        ['P44', 'GY-03', 'PERSONS', 2],
      ]);
    });
  });
});
