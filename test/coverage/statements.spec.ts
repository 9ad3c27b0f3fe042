import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { activity } from '#activity';
import { demand } from '#demand';
import {
  admit,
  emptyFold,
  POSTING_RULE,
  Refusal,
  Registry,
  ROLES,
  sha256,
  type AnyAggregate,
  type Fact,
  type JsonSchema,
  type Registered,
  type Role,
} from '#kernel';
import { seenBy } from '#testing/seen';
import { componentSchemas } from '#web';
import { CONTEXTS } from '../../apps/ledger/src/contexts.js';
import { FILE, madeStatement } from '../support/made-statement.js';
import { answerLines, NDJSON, RunningLedger } from '../support/running-ledger.js';

const seen = seenBy(({ view }) => view.initial);
const stated = (type: string, role: Role): Fact => ({
  id: 'e',
  type,
  version: 1,
  data: {},
  meta: {
    actor: { account: 'a', org: 'o', role },
    enteredBy: 'SELF',
    occurredAt: '2026-03-05T10:00:00.000+08:00',
    recordedAt: '2026-03-05T10:00:00.000+08:00',
    source: 's',
    statementId: 'i',
    digest: '',
    correlationId: 'c',
    ruleVersions: [],
  },
});

/** What a role's statement is refused for first; `admitted` when the role is let through to the rules. */
function first(aggregate: AnyAggregate, type: string, role: Role): string {
  try {
    admit(aggregate, { ...emptyFold(aggregate), state: { status: 'no such status' } }, stated(type, role), {
      stream: `${aggregate.category}-x`,
      seen,
      rule: POSTING_RULE,
    });
  } catch (refused) {
    if (refused instanceof Refusal) return refused.code === 'role-may-not-state' ? 'shut' : 'let through';
    throw refused;
  }
  return 'admitted';
}

describe('every event type', () => {
  const aggregates = CONTEXTS.flatMap((context) => context.aggregates);

  // Never (access): an account states what its role may not
  it.each(aggregates.map((aggregate) => [aggregate.category, aggregate] as const))(
    'of %s is stated by the roles it names and by no other',
    (_, aggregate) => {
      for (const [type, { by }] of Object.entries(aggregate.events)) {
        expect([type, by.length > 0]).toEqual([type, true]);
        for (const role of [...ROLES, 'LEDGER' as const])
          expect([type, role, first(aggregate, type, role)]).toEqual([
            type,
            role,
            by.includes(role) ? 'let through' : 'shut',
          ]);
      }
    },
  );

  it('is stated by no auditor, except about the keys of its own account', () => {
    const stating = aggregates.flatMap((aggregate) =>
      Object.entries(aggregate.events).filter(([, { by }]) => by.includes('AUDITOR')),
    );
    expect(stating.map(([type]) => type)).toEqual(['KeyIssued', 'KeyRevoked']);
  });

  it('of a service is stated by those who do it, never by those who judge or pay it', () => {
    const judges: readonly Role[] = ['FINANCE', 'EVALUATOR', 'AUDITOR'];
    for (const aggregate of [...demand.aggregates, ...activity.aggregates])
      for (const [type, { by }] of Object.entries(aggregate.events))
        expect([type, by.filter((role) => judges.includes(role))]).toEqual([type, []]);
  });

  it('that confirms or rates an order is stated by the enterprise alone', () => {
    const order = activity.aggregates.find(({ category }) => category === 'ord');
    expect([order?.events['OrderConfirmed']?.by, order?.events['RatingGiven']?.by]).toEqual([['SME'], ['SME']]);
  });
});

describe('over HTTP, every event type', () => {
  let ledger: RunningLedger;
  let registry: Registry;
  let schemas: Readonly<Record<string, JsonSchema>>;
  const keys = new Map<Role, string>();

  beforeAll(async () => {
    ledger = await RunningLedger.start();
    registry = ledger.app.get(Registry);
    schemas = componentSchemas(registry);
    for (const role of ROLES) {
      const node = role === 'WINDOW' || role === 'HUB' ? { node: 'W1' } : {};
      keys.set(role, await ledger.open(`a-${role.toLowerCase()}`, role, { org: 'o-1', ...node }));
    }
    await ledger.fetch(`/v1/evidence/${sha256(FILE)}`, { method: 'PUT', body: FILE });
  }, 60_000);
  afterAll(() => ledger.discard());

  /** A statement of it that is well formed, about a stream in which nothing has happened. */
  function statementOf({ wireType, accepts }: Registered): object {
    const statement = madeStatement(schemas[wireType] ?? {}, 'minimal');
    expect([wireType, accepts(statement['data'])]).toEqual([wireType, true]);
    return statement;
  }

  const codes = async (role: Role, path: string, statements: readonly object[]): Promise<readonly unknown[]> => {
    const lines = statements.map((statement) => JSON.stringify(statement)).join('\n');
    const answer = await ledger.post(lines, { path, type: NDJSON, key: keys.get(role) ?? '' });
    return answerLines(answer.text)
      .slice(0, -1)
      .map(({ problem }) => problem?.code);
  };

  it.each(ROLES)('that %s may not state is refused for the role, and nothing of it is recorded', async (role) => {
    const shut = registry.types.filter(({ eventType }) => !eventType.by.includes(role));
    expect(shut.length).toBeGreaterThan(10);
    const answers = await codes(role, '/v1/events/batch', shut.map(statementOf));
    expect(answers).toEqual(shut.map(() => 'role-may-not-state'));
    const noted = (await ledger.log()).filter(({ meta }) => meta.actor.account === `a-${role.toLowerCase()}`);
    expect(noted.filter(({ type }) => type !== 'PostingRejected')).toEqual([]);
  });

  it.each(ROLES)('that %s may state is not refused for the role', async (role) => {
    const allowed = registry.types.filter(({ eventType }) => eventType.by.includes(role));
    expect(allowed.length).toBeGreaterThan(0);
    const answers = await codes(role, '/v1/events/validate', allowed.map(statementOf));
    expect(answers).toHaveLength(allowed.length);
    for (const code of answers) expect(['role-may-not-state', 'invalid-data']).not.toContain(code);
  });
});
