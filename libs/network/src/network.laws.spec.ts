import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { effective, foldAll, misplaced, Refusal, type AnyAggregate, type Fact, type Role } from '#kernel';
import { fact, given, type Otherwise } from '#testing/given';
import { unreported } from '#testing/unreported';
import { mship } from './mship.js';
import { node } from './node.js';
import { liveKeys, type NodeState } from './node.state.js';
import { org } from './org.js';

/** A statement, or a correction of the n-th fact recorded so far. */
type Step = Fact | { readonly correct: number; readonly replacement?: object };

const by = fc
  .constantFrom<Role>('WINDOW', 'AGENCY', 'HUB', 'HUB', 'AUTHORITY', 'AUTHORITY')
  .map((role): Otherwise => ({ by: role }));
const date = fc.constantFrom('2025-12-31', '2026-03-05', '2026-03-31', '2027-01-01');
const basis = '管理办法';

/** Statements of one type whose data and speaker vary. */
const stating = (type: string, data: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Step> =>
  fc.tuple(fc.record(data), by).map(([said, otherwise]) => fact(type, said, otherwise));
const reversals = fc.nat(20).map((correct): Step => ({ correct }));

const year = fc.integer({ min: 2023, max: 2027 });
const amount = fc.constantFrom(0, 1, 999_999, 2_000_000_000, 5_000_000_000_000);
const figures = {
  year,
  headcount: fc.nat(400),
  revenueFen: amount,
  assetsFen: amount,
  industry: fc.constantFrom('6513', '6621', '9999'),
};
const CODES = ['91350100M000100Y43', '91350203M0001QKT19', 'x'];
const qualification = { kind: fc.constant('OTHER'), level: fc.constant('COUNTY') };
const orgSteps = fc.oneof(
  stating('OrganizationRegistered', {
    name: fc.constant('某某公司'),
    kind: fc.constant('TEAM'),
    divisionCode: fc.constantFrom('440300', '000000'),
  }),
  stating('OrganizationIdentifierClaimed', {
    kind: fc.constantFrom('USCC', 'OTHER'),
    raw: fc.constantFrom(...CODES, '362322198709086409'),
  }),
  stating('OrganizationIdentifierVerified', {
    kind: fc.constantFrom('USCC', 'OTHER'),
    normalised: fc.constantFrom(...CODES),
    source: fc.constant('MANUAL'),
  }),
  stating('OrganizationFiguresReported', figures),
  stating('OrganizationQualificationGranted', {
    ...qualification,
    validFrom: date,
    validTo: date,
    listRef: fc.constant('名单'),
  }),
  stating('OrganizationQualificationLapsed', { ...qualification, on: date, basis: fc.constant(basis) }),
  stating('OrganizationDeregistered', { on: date }),
  reversals,
  fc.tuple(fc.nat(20), fc.record(figures)).map(([correct, replacement]): Step => ({ correct, replacement })),
);

const nodeSteps = fc.oneof(
  stating('NodeEstablished', {
    name: fc.constant('窗口'),
    kind: fc.constant('PARK'),
    divisionCode: fc.constant('440305'),
  }),
  stating('NodeOperatorAppointed', {
    operatorOrgId: fc.constantFrom('OP1', 'OP2'),
    from: date,
    basisSha256: fc.constant('b'.repeat(64)),
  }),
  stating('NodeAccepted', { on: date, inPlan: fc.boolean() }),
  stating('NodeCredentialIssued', {
    keyId: fc.constantFrom('k1', 'k2', 'k3', 'k4'),
    algorithm: fc.constant('SM2'),
    notAfter: date,
  }),
  stating('NodeCredentialRevoked', { keyId: fc.constantFrom('k1', 'k2', 'k3', 'k4'), basis: fc.constant(basis) }),
  stating('NodeSuspended', { basisKind: fc.constant('OTHER'), basis: fc.constant(basis) }),
  stating('NodeReinstated', { basis: fc.constant(basis) }),
);

const classes = fc.constantFrom(['10'], ['10', '13'], ['18']);
const mshipSteps = fc.oneof(
  stating('MembershipApplied', {
    classes,
    nodes: fc.constant(['N01']),
    statementSha256: fc.constant('c'.repeat(64)),
  }),
  stating('MembershipVerified', {
    checks: fc.constant({ licence: 'PASS', credit: 'PASS', tax: 'PASS' }),
    result: fc.constantFrom('PASS', 'FAIL'),
  }),
  stating('MembershipApproved', { classes, probationUntil: date }),
  stating('ServiceClassAdded', { classCode: fc.constantFrom('10', '17', '18') }),
  stating('ServiceClassRemoved', { classCode: fc.constantFrom('10', '17', '18') }),
  stating('MembershipExited', { mode: fc.constantFrom('VOLUNTARY', 'FAILED'), basis: fc.constant(basis) }),
  stating('AgencyBarred', { until: date, basis: fc.constant(basis), decisionSha256: fc.constant('d'.repeat(64)) }),
  reversals,
);

const registered = fact('OrganizationRegistered', { name: '公司', kind: 'ENTERPRISE', divisionCode: '440300' });
const WORLD = {
  'org-agency-org': [registered],
  'org-OP1': [registered],
  'node-N01': [fact('NodeAccepted', { on: '2026-03-01', inPlan: true }, { by: 'AUTHORITY' })],
};

const RECORDED = '2026-03-05T18:00:00.000+08:00';
/** Steps happen in another order than they are stated in, all on the day of the past. */
const timeOf = (n: number): string => `2026-03-05T${String(9 + ((n * 7) % 5)).padStart(2, '0')}:30:00.000+08:00`;

function stated(step: Step, facts: readonly Fact[], n: number): Fact | undefined {
  if ('type' in step)
    return {
      ...step,
      ...fact(step.type, step.data as object, {
        ...step.meta,
        by: step.meta.actor,
        statementId: `s${n}`,
        occurredAt: timeOf(n),
        recordedAt: RECORDED,
      }),
    };
  const targetEventId = facts[step.correct]?.id;
  if (targetEventId === undefined) return undefined;
  const otherwise = {
    by: { account: 'auditor-of-entries', org: 'authority-2', role: 'AUTHORITY' },
    occurredAt: RECORDED,
    statementId: `s${n}`,
  } as const;
  const { replacement } = step;
  return replacement === undefined
    ? fact('EntryReversed', { targetEventId, reasonCode: 'OTHER', reason: '更正' }, otherwise)
    : fact('EntryRestated', { targetEventId, reason: '更正', replacement }, otherwise);
}

interface Law {
  readonly aggregate: AnyAggregate;
  readonly stream: string;
  readonly past: readonly Fact[];
  /** Holds of every state on the way. */
  readonly check?: (state: unknown) => void;
}

/** Posts the steps one after another; whatever is thrown must be a refusal, and folding the log gives the state kept. */
function play({ aggregate, stream, past, check }: Law, steps: readonly Step[]): void {
  let facts = past;
  let state: unknown = foldAll(aggregate, past).state;
  for (const [n, step] of steps.entries()) {
    const next = stated(step, facts, n);
    if (next === undefined) continue;
    try {
      const outcome = given(aggregate, stream).past(facts).seeing(WORLD).when(next);
      state = outcome.state;
      for (const recorded of outcome.recorded)
        if (facts.every(({ meta }) => meta.occurredAt <= recorded.meta.occurredAt))
          expect(unreported(aggregate, facts, recorded, stream)).toEqual([]);
      facts = [...facts, ...outcome.recorded];
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
    }
    check?.(state);
  }
  expect(foldAll(aggregate, facts).state).toEqual(state);
  expect(misplaced(aggregate, effective(facts))).toEqual([]);
}

const law = (of: Law, step: fc.Arbitrary<Step>): void =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30, size: 'max' }), (steps) => play(of, steps)),
    { numRuns: 60 },
  );

describe('any sequence of statements and corrections', () => {
  const authority = { by: 'AUTHORITY' } as const;
  const accepted = [
    fact('NodeEstablished', { name: '窗口', kind: 'PARK', divisionCode: '440305' }, authority),
    fact('NodeOperatorAppointed', { operatorOrgId: 'OP1', from: '2026-01-01', basisSha256: 'b'.repeat(64) }, authority),
    fact('NodeAccepted', { on: '2026-03-01', inPlan: true }, authority),
  ];
  const applied = fact(
    'MembershipApplied',
    { classes: ['10'], nodes: ['N01'], statementSha256: 'c'.repeat(64) },
    { by: 'AGENCY' },
  );
  const checks = { licence: 'PASS', credit: 'PASS', tax: 'PASS' };
  const approved = [
    applied,
    fact('MembershipVerified', { checks, result: 'PASS' }, authority),
    fact('MembershipApproved', { classes: ['10'], probationUntil: '2026-09-05' }, authority),
  ];

  it('meets refusals only, of an organisation', () =>
    law({ aggregate: org, stream: 'org-agency-org', past: [registered] }, orgSteps));
  it('meets refusals only, of a node', () =>
    law({ aggregate: node, stream: 'node-N01', past: accepted }, fc.oneof(nodeSteps, reversals)));
  it('meets refusals only, of a membership', () =>
    law({ aggregate: mship, stream: 'mship-agency-org-440000', past: approved }, mshipSteps));

  it('leaves a node at most two live keys on the day of issue', () => {
    const check = (state: unknown): void => expect(liveKeys(state as NodeState, '2026-03-05')).toBeLessThanOrEqual(2);
    law({ aggregate: node, stream: 'node-N01', past: accepted, check }, nodeSteps);
  });
});
