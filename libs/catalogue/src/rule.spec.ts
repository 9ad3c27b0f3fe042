import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical, Refusal, Registry, schemaOf, sha256, type PayloadClass } from '#kernel';
import { codesOf, workingMinutesBetween } from '#reference';
import { fact, given, type Otherwise } from '#testing/given';
import { catalogue } from './catalogue.context.js';
import { knownRules } from './money/known-rules.js';
import { checkBody, RULE_BODIES, RULE_KINDS } from './rule-bodies.js';
import { rule } from './rule.js';
import { moneyRuleSight, ruleSight } from './rule.published.js';
import type { RuleState } from './rule.state.js';
import { inForceOn } from './versions.js';

const AUTHORITY = { by: 'AUTHORITY' } as const;
const hours = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
];
const sla = { calendar: 'CN', hours, firstResponseMinutes: 60, closeWorkingDays: 7 };
const dq = {
  namedShareBp: 8_000,
  capacityBp: 12_000,
  lastDaysShareBp: 4_000,
  silentWorkingDays: 7,
  timelyWorkingDays: 3,
};
const BODIES: Readonly<Record<string, object>> = {
  SLA: { ...sla, planMinutes: 1_440, hardCaseWorkingDays: 30 },
  CALENDAR: { version: 'CN@2025-11-04', hours },
  DQ: {
    ...dq,
    lastDays: 2,
    otherClassShareBp: 1_000,
    evidenceWorkingDays: 10,
    weights: [{ check: 'Q13', weightBp: 10_000 }],
  },
  BACKDATING: { maxDays: 30, lateAfterHours: 72 },
  ...Object.fromEntries(knownRules('HN').map(({ kind, body }) => [kind, body])),
};

const publish = (
  kind: string,
  body: object = BODIES[kind] ?? {},
  changes: object = {},
  otherwise: Otherwise = AUTHORITY,
) =>
  fact(
    'RuleVersionPublished',
    {
      ruleId: kind.toLowerCase(),
      version: 1,
      kind,
      body,
      bodySha256: sha256(canonical(body)),
      effectiveFrom: '2026-03-05',
      anchor: 'P1',
      ...changes,
    },
    otherwise,
  );
const policy = fact('PolicyPublished', { issuedOn: '2026-01-01' }, AUTHORITY);
const world = { 'policy-P1': [policy] };
const fresh = given(rule, 'rule-sla').seeing(world);
const refusalOf = (kind: string, body: object): Refusal | undefined => {
  try {
    checkBody(kind, body);
    return undefined;
  } catch (refused) {
    if (refused instanceof Refusal) return refused;
    throw refused;
  }
};

describe('a rule', () => {
  it.each(codesOf(RULE_KINDS))('of kind %s has a stream of its own', (kind) => {
    const stream = `rule-${kind.toLowerCase()}`;
    expect(new Registry([catalogue]).aggregateOf(stream)?.aggregate.category).toBe('rule');
    given(rule, stream).seeing(world).when(publish(kind)).recordsIt();
    given(rule, 'rule-other').seeing(world).when(publish(kind)).refuses('rule-not-of-stream');
  });

  it('names the kind of its stream', () => {
    fresh.when(publish('DQ')).refuses('rule-not-of-stream');
    fresh.when(publish('SLA', sla, { ruleId: 'dq' })).refuses('rule-not-of-stream');
  });

  it('about money has any id but those of the other kinds', () => {
    const under = (ruleId: string) =>
      given(rule, `rule-${ruleId}`)
        .seeing(world)
        .when(publish('VOUCHER', undefined, { ruleId }));
    under('jiangmen-2020').recordsIt();
    under('voucher').recordsIt();
    under('sla').refuses('rule-not-of-stream', { ruleId: 'sla', kind: 'VOUCHER', stream: 'rule-sla' });
    given(rule, 'rule-sla-2')
      .seeing(world)
      .when(publish('SLA', sla, { ruleId: 'sla-2' }))
      .refuses('rule-not-of-stream');
  });

  it('keeps its kind for ever', () => {
    const ruleId = 'hn-2026';
    const first = given(rule, 'rule-hn-2026')
      .seeing(world)
      .past([publish('SUBSIDY', undefined, { ruleId })]);
    first.when(publish('SUBSIDY', undefined, { ruleId, version: 2 })).recordsIt();
    first
      .when(publish('REWARD', undefined, { ruleId, version: 2 }))
      .refuses('rule-of-another-kind', { kind: 'SUBSIDY', stated: 'REWARD' });
  });

  it('is published by the authority in its own name', () => {
    fresh.when(publish('SLA', sla, {}, { by: 'HUB' })).refuses('role-may-not-state');
    fresh
      .when(publish('SLA', sla, {}, { ...AUTHORITY, enteredBy: 'PROXY', onBehalfOf: 'x' }))
      .refuses('proxy-not-allowed');
  });

  it('says the digest of its body in canonical form', () => {
    const reordered = Object.fromEntries(Object.entries(sla).toReversed());
    fresh.when(publish('SLA', reordered, { bodySha256: sha256(canonical(sla)) })).recordsIt();
    fresh
      .when(publish('SLA', sla, { bodySha256: sha256(JSON.stringify(reordered)) }))
      .refuses('rule-body-digest-differs');
  });

  it('rests on a policy that holds when it takes effect', () => {
    const under = (...facts: ReturnType<typeof fact>[]) => fresh.seeing({ 'policy-P1': facts }).when(publish('SLA'));
    const withdrawn = (on: string) => fact('PolicyWithdrawn', { on, reason: '废止' }, AUTHORITY);
    under().refuses('anchor-not-in-force', { policy: 'P1', date: '2026-03-05' });
    under(policy, withdrawn('2026-03-05')).refuses('anchor-not-in-force');
    under(policy, withdrawn('2026-03-06')).recordsIt();
  });

  it('follows its earlier versions', () => {
    const second = fresh.past([publish('SLA', sla, { version: 3 })]);
    second.when(publish('SLA', sla, { version: 4, effectiveFrom: '2026-06-01' })).recordsIt();
    second.when(publish('SLA', sla, { version: 3 })).refuses('version-not-ascending');
    second
      .when(publish('SLA', sla, { version: 4, effectiveFrom: '2026-03-04' }))
      .refuses('effective-before-earlier-version');
  });

  it('is never corrected: what was decided cites it', () => {
    const first = publish('SLA');
    const restated = fact(
      'EntryRestated',
      { targetEventId: first.id, reason: '错', replacement: first.data },
      { by: 'HUB' },
    );
    fresh.past([first]).when(restated).refuses('not-correctable');
  });
});

describe('the body of a rule', () => {
  it.each(codesOf(RULE_KINDS))('of kind %s fits in full', (kind) =>
    expect(refusalOf(kind, BODIES[kind] ?? {})).toBeUndefined(),
  );

  it('is refused field by field', () => {
    const body = { ...sla, firstResponseMinutes: 0, closeWorkingDays: '7', comment: 'x' };
    const refused = refusalOf('SLA', body);
    expect([refused?.code, refused?.params]).toEqual(['rule-body-invalid', { kind: 'SLA', count: 3 }]);
    expect(refused?.errors.map(({ code, pointer }) => `${code} ${pointer}`).toSorted()).toEqual([
      'field-integer /data/body/closeWorkingDays',
      'field-integer /data/body/firstResponseMinutes',
      'field-unknown /data/body/comment',
    ]);
  });

  it.each([
    ['SLA', { ...sla, planMinutes: 59 }],
    ['SLA', { ...sla, hardCaseWorkingDays: 6 }],
    ['SLA', { ...sla, hours: hours.toReversed() }],
    ['CALENDAR', { version: 'CN@2024-11-12', hours: [{ from: '12:00', to: '09:00' }] }],
    ['CALENDAR', { version: 'CN@2026-11-04', hours }],
    ['DQ', { ...dq, weights: [{ check: 'Q13', weightBp: 9_999 }] }],
    [
      'DQ',
      {
        ...dq,
        weights: [
          { check: 'Q13', weightBp: 4_000 },
          { check: 'Q13', weightBp: 6_000 },
        ],
      },
    ],
  ])('of kind %s does not contradict itself', (kind, body) =>
    expect(refusalOf(kind, body)?.code).toBe('rule-body-contradicts-itself'),
  );

  it.each([{ namedShareBp: 7_000 }, { capacityBp: 13_000 }, { timelyWorkingDays: 5 }, { evidenceWorkingDays: 15 }])(
    'of kind DQ states no other threshold than everything is judged by: %j',
    (other) => expect(refusalOf('DQ', { ...dq, ...other })?.code).toBe('rule-body-not-applied'),
  );

  it('has integers only, in every number of every kind', () => {
    const numbers = Object.values<PayloadClass>(RULE_BODIES).flatMap((body) =>
      [...JSON.stringify(schemaOf(body)).matchAll(/"type":"(number|integer)"/g)].map(([, type]) => type),
    );
    expect(numbers.length).toBeGreaterThan(10);
    expect(new Set(numbers)).toEqual(new Set(['integer']));
  });

  it('has hours that working minutes can be counted by, once it is admitted', () => {
    const clock = fc.constantFrom('00:00', '08:30', '09:00', '12:00', '13:30', '17:30', '24:00', '25:00', '9:00');
    const spans = fc.array(fc.record({ from: clock, to: clock }), { maxLength: 4 });
    fc.assert(
      fc.property(spans, (stated) => {
        if (refusalOf('SLA', { ...sla, hours: stated }) !== undefined) return;
        const [from, to] = ['2026-03-05T00:00:00.000+08:00', '2026-03-06T00:00:00.000+08:00'];
        expect(workingMinutesBetween(from, to, stated)).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a rule about money as others see it', () => {
  const published = (version: number, effectiveFrom: string, kind = 'REWARD') =>
    publish(kind, undefined, { ruleId: 'r', version, effectiveFrom });
  const seen = (...facts: ReturnType<typeof publish>[]) => {
    const { view } = moneyRuleSight('r');
    return facts.reduce((versions, each) => view.evolve(versions, each), view.initial);
  };

  it('is its versions, each with its body and the event that published it', () => {
    const second = published(2, '2026-06-01');
    const versions = seen(published(1, '2026-03-05'), second);
    expect([moneyRuleSight('r').stream, versions.size]).toEqual(['rule-r', 2]);
    expect(inForceOn(versions, '2026-05-31')?.version).toBe(1);
    expect(inForceOn(versions, '2026-06-01')).toEqual({
      version: 2,
      effectiveFrom: '2026-06-01',
      kind: 'REWARD',
      body: BODIES['REWARD'],
      bodySha256: sha256(canonical(BODIES['REWARD'])),
      anchor: 'P1',
      eventId: second.id,
    });
    expect(inForceOn(versions, '2026-03-04')).toBeUndefined();
  });

  it('is none where the rule is of another kind', () => expect(seen(published(1, '2026-03-05', 'SLA')).size).toBe(0));
});

describe('the version of a rule in force', () => {
  const steps = fc.array(
    fc.record({
      version: fc.integer({ min: 1, max: 12 }),
      effectiveFrom: fc.constantFrom(
        '2026-01-01',
        '2026-03-05',
        '2026-03-06',
        '2026-05-01',
        '2026-08-31',
        '2027-01-01',
      ),
    }),
    { maxLength: 12 },
  );
  const DATES = ['2025-12-31', '2026-01-01', '2026-03-05', '2026-03-31', '2026-05-01', '2026-08-31', '2027-01-01'];

  it('never changes for a day before the newest takes effect, whatever is published', () =>
    fc.assert(
      fc.property(steps, (published) => {
        let facts: ReturnType<typeof publish>[] = [];
        const { view } = ruleSight('sla');
        let versions = view.initial;
        for (const step of published) {
          const next = publish('SLA', sla, step);
          let after: typeof versions;
          try {
            after = (fresh.past(facts).when(next).state as RuleState).versions as typeof versions;
          } catch (refused) {
            expect(refused).toBeInstanceOf(Refusal);
            continue;
          }
          for (const date of DATES)
            expect(inForceOn(after, date)?.version).toBe(
              date < step.effectiveFrom ? inForceOn(versions, date)?.version : step.version,
            );
          facts = [...facts, next];
          versions = after;
        }
        expect(facts.reduce((folded, known) => view.evolve(folded, known), view.initial)).toEqual(versions);
      }),
      { numRuns: 60 },
    ));
});
