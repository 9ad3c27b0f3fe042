import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { account } from '#account';
import { activity } from '#activity';
import { admit, POSTING_RULE, Refusal, ROLES, type AnyAggregate, type Fact, type Role, type Seen } from '#kernel';
import { network } from '#network';
import { submission } from '#submission';

const seen: Seen = { of: ({ view }) => view.initial };
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
    admit(aggregate, { status: 'no such status' }, stated(type, role), {
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
  const aggregates = [account, network, activity, submission].flatMap((context) => context.aggregates);

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
    for (const aggregate of activity.aggregates)
      for (const [type, { by }] of Object.entries(aggregate.events))
        expect([type, by.filter((role) => judges.includes(role))]).toEqual([type, []]);
  });

  it('that confirms or rates an order is stated by the enterprise alone', () => {
    const order = activity.aggregates.find(({ category }) => category === 'ord');
    expect([order?.events['OrderConfirmed']?.by, order?.events['RatingGiven']?.by]).toEqual([['SME'], ['SME']]);
  });
});
