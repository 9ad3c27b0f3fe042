import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventType, sha256, type EventType, type Fact, type RefusalText } from '#kernel';
import { evaluateFigure, type Figure } from '#read-store';
import { fact } from '#testing/given';
import { projectedBy, type Log } from '#testing/projected';
import { recounted } from '../../read-store/src/figure.contract.js';
import { qualityFigures } from './quality-figures.js';
import { qualityProjection } from './quality.projection.js';

/** What refusals and event types say of themselves, as the tables of the contexts do. */
const refusals: Readonly<Record<string, RefusalText>> = {
  'backdated-too-far': { kind: 'invalid', check: 'Q04', zh: '补录过期', en: 'too late' },
  'class-unknown': { kind: 'invalid', check: 'Q03', zh: '无此分类', en: 'no such class' },
  'invalid-data': { kind: 'invalid', check: 'Q03', zh: '字段有误', en: 'fields are wrong' },
  'named-exceeds-declared': { kind: 'conflict', check: 'Q07', zh: '实名过多', en: 'too many named' },
  'not-own-node': { kind: 'forbidden', check: null, zh: '非本节点', en: 'of another node' },
};
class Payload {}
const bears = (flags?: EventType['flags']): EventType =>
  eventType(Payload, { version: 1, zh: '事件', by: ['WINDOW'], from: [], ...(flags === undefined ? {} : { flags }) });
const aggregates = [
  { category: 'org', events: { OrganizationIdentifierClaimed: bears({ 'check-digit': 'Q01', 'inner-check': 'Q01' }) } },
  {
    category: 'act',
    events: {
      ActivityHeld: bears({ 'over-capacity': 'Q08', 'zero-minutes': null }),
      AttendanceRecorded: bears({ 'zero-minutes': null }),
      AttendanceSummaryDeclared: bears({ 'unnamed-share': 'Q07', 'over-capacity': 'Q08' }),
      ActivityEvidenceAttached: bears({ 'late-evidence': 'Q06', 'evidence-untimed': null }),
      ActivityCancelled: bears(),
    },
  },
  {
    category: 'ord',
    events: { OrderPlaced: bears({ 'price-above-list': 'Q08', 'class-other': 'Q12', 'welfare-kind-differs': 'Q08' }) },
  },
];
const projected = projectedBy(qualityProjection([refusals], aggregates));
const DAY = '2026-03-05';

const refused = (code: string, findings?: readonly string[], statementId = code): readonly [string, Fact] => [
  'sub-node-N01-202603',
  fact(
    'PostingRejected',
    { account: 'window-1', code, payloadSha256: sha256(statementId), ...(findings === undefined ? {} : { findings }) },
    { by: 'LEDGER', statementId },
  ),
];
const entry = (stream: string, type: string, data: object = {}): readonly [string, Fact] => [
  stream,
  fact(type, data, { statementId: stream }),
];
const rowsOf = async (log: Log, stream: string): Promise<readonly string[]> => {
  let rows: readonly string[] = [];
  await projected(log, async (seen) => {
    rows = await seen.rows(stream);
  });
  return rows;
};

describe('the quality of what is posted', () => {
  it.each([
    ['class-unknown', 'Q03'],
    ['backdated-too-far', 'Q04'],
    ['demand-before-registration', 'Q04'],
  ])('counts the refusal %s against %s, for the party of the stream', async (code, check) => {
    expect(await rowsOf([refused(code)], 'sub-node-N01-202603')).toEqual([
      `quality-refused 1 ${DAY} node=N01 kind=${code} code=${check}`,
    ]);
  });

  it('counts personal data as such, and a refusal for want of rights not at all', async () => {
    const log = [refused('invalid-data', ['field-personal-data']), refused('not-own-node')];
    expect(await rowsOf(log, 'sub-node-N01-202603')).toEqual([
      `quality-refused 1 ${DAY} node=N01 kind=invalid-data code=Q02`,
    ]);
  });

  it.each([
    ['org-1', 'OrganizationIdentifierClaimed', { checkDigit: 'FAIL', innerCheck: 'FAIL' }, ['Q01 check-digit']],
    ['org-1', 'OrganizationIdentifierClaimed', { checkDigit: 'PASS', innerCheck: 'FAIL' }, ['Q01 inner-check']],
    ['ord-1', 'OrderPlaced', { flags: ['welfare-kind-differs', 'price-above-list'] }, ['Q08 price-above-list', 'Q12']],
    ['ord-1', 'OrderPlaced', { flags: ['related-parties', 'class-other'] }, ['Q08', 'Q12 class-other']],
    ['act-1', 'ActivityHeld', { flags: ['over-capacity', 'zero-minutes'] }, ['Q08 over-capacity']],
    ['act-1', 'AttendanceSummaryDeclared', { flags: ['unnamed-share'] }, ['Q07 unnamed-share', 'Q08']],
    ['act-1', 'ActivityEvidenceAttached', { flags: ['evidence-untimed'] }, ['Q06']],
    ['act-1', 'AttendanceRecorded', { flags: ['zero-minutes'] }, []],
    ['act-1', 'ActivityCancelled', {}, []],
    ['ord-1', 'ActivityHeld', {}, []],
  ])('looks at %s %s %j for %j, once for each check', async (stream, type, data, found) => {
    const expected = found.flatMap((each) => {
      const [check = '', flag] = each.split(' ');
      const checked = `quality-checked 1 ${DAY} node=N01 code=${check}`;
      return flag === undefined ? [checked] : [checked, `quality-flagged 1 ${DAY} node=N01 kind=${flag} code=${check}`];
    });
    expect(await rowsOf([entry(stream, type, data)], stream)).toEqual(expected);
  });

  it('counts an entry that is reversed no longer, and knows that it did', async () => {
    const held = entry('act-1', 'ActivityHeld', { flags: ['over-capacity'] });
    const reversal = fact('EntryReversed', { targetEventId: held[1].id, reasonCode: 'OTHER', reason: '重复' });
    expect(await rowsOf([held, ['act-1', reversal]], 'act-1')).toEqual([
      `quality-checked 1 ${DAY} node=N01 code=Q08`,
      `quality-flagged 1 ${DAY} node=N01 kind=over-capacity code=Q08`,
      `quality-checked -1 ${DAY} node=N01 code=Q08`,
      `quality-flagged -1 ${DAY} node=N01 kind=over-capacity code=Q08`,
    ]);
  });

  it('counts a restated entry as it reads then', async () => {
    const held = entry('act-1', 'ActivityHeld', { flags: ['over-capacity'] });
    const restatement = fact('EntryRestated', {
      targetEventId: held[1].id,
      reason: '人数有误',
      replacement: {},
      replacementVersion: 1,
    });
    expect((await rowsOf([held, ['act-1', restatement]], 'act-1')).slice(2)).toEqual([
      `quality-flagged -1 ${DAY} node=N01 kind=over-capacity code=Q08`,
    ]);
  });
});

/** Any log of postings, entries flagged or not, some reversed, and refusals. */
const anyLog: fc.Arbitrary<Log> = fc
  .array(
    fc.oneof(
      fc.record({ refusal: fc.constantFrom('backdated-too-far', 'named-exceeds-declared', 'class-unknown') }),
      fc.record({
        type: fc.constantFrom('ActivityHeld', 'AttendanceSummaryDeclared', 'ActivityEvidenceAttached'),
        flags: fc.subarray(['over-capacity', 'unnamed-share', 'late-evidence']),
        isReversed: fc.boolean(),
      }),
    ),
    { maxLength: 15 },
  )
  .map((list) =>
    list.flatMap((each, n): Log => {
      if ('refusal' in each) return [refused(each.refusal, undefined, `r${n}`)];
      const stream = `act-${n}`;
      const stated = entry(stream, each.type, each.flags.length === 0 ? {} : { flags: each.flags });
      const data = { targetEventId: stated[1].id, reasonCode: 'OTHER', reason: '重复' };
      return each.isReversed ? [stated, [stream, fact('EntryReversed', data, { statementId: `c${n}` })]] : [stated];
    }),
  );

/** Figures whose parts all are rows of this projection. */
const own: readonly Figure[] = qualityFigures.filter(
  (figure) =>
    'denominator' in figure &&
    [...figure.numerator, ...figure.denominator].every(({ projection }) => projection.name === 'quality'),
);

describe('defect rates', () => {
  it('are what their rows add up to, never above one, at every position, however the log was paged', async () => {
    await fc.assert(
      fc.asyncProperty(anyLog, fc.integer({ min: 1, max: 5 }), async (log, pageEvents) => {
        const digests: string[] = [];
        const look = async ({ store, digest }: Parameters<Parameters<typeof projected>[1]>[0]): Promise<void> => {
          digests.push(digest);
          for (const figure of own)
            for (let atPosition = 0; atPosition <= log.length; atPosition += 1) {
              const scope = { node: 'N01', atPosition };
              const [value] = await evaluateFigure(store, figure, scope);
              const { numerator = -1, denominator = -1 } = value ?? {};
              expect(await recounted(store, figure, scope)).toEqual({ numerator, denominator });
              expect([0 <= numerator, numerator <= denominator]).toEqual([true, true]);
            }
        };
        await projected(log, look);
        await projected(log, look, pageEvents);
        expect(digests[0]).toBe(digests[1]);
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});
