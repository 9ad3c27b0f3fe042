import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seenBy } from '#testing/seen';
import { admit, factOf, type Statement } from './admit.js';
import { erase, type Aggregate } from './aggregate.js';
import { canonical } from './canonical.js';
import { correct, correctionSights } from './correct.js';
import { isCorrection } from './corrections.js';
import { eventType, type FactOf } from './event-type.js';
import type { Fact, Role } from './event.js';
import { integer } from './field-kinds.js';
import { Field } from './field.js';
import { foldAll, foldOn, emptyFold } from './folded.js';
import { POSTING_RULE } from './posting-rule.js';
import { Refusal } from './refusal.js';

/** A till: opened, filled with coins, sealed. Small enough to judge every rule of admission by eye. */
class Opened {
  @Field(integer(1, 100)) limit: number;
}
class Filled {
  @Field(integer(1, 100)) coins: number;
}
class Praised {
  @Field(integer(1, 5)) level: number;
}
class Sealed {}

const tillEvents = {
  Opened: eventType(Opened, { version: 1, zh: '已启用', by: ['WINDOW'], from: ['ABSENT'] }),
  Filled: eventType(Filled, { version: 1, zh: '已投入', by: ['WINDOW', 'AUTHORITY'], from: ['OPEN'] }),
  Praised: eventType(Praised, { version: 1, zh: '已评价', by: ['SME'], from: ['OPEN'] }),
  Sealed: eventType(Sealed, { version: 1, zh: '已封存', by: ['HUB'], from: ['OPEN'], seals: true }),
};
interface Till {
  readonly status: 'ABSENT' | 'OPEN' | 'SEALED';
  readonly limit: number;
  readonly coins: number;
}
const till: Aggregate<Till, typeof tillEvents> = {
  context: 'shop',
  category: 'till',
  zh: '钱箱',
  id: '[0-9]+',
  events: tillEvents,
  initial: { status: 'ABSENT', limit: 0, coins: 0 },
  evolve: (state, fact: FactOf<typeof tillEvents>) => {
    switch (fact.type) {
      case 'Opened':
        return { ...state, status: 'OPEN', limit: fact.data.limit };
      case 'Filled':
        return { ...state, coins: state.coins + fact.data.coins };
      case 'Praised':
        return state;
      case 'Sealed':
        return { ...state, status: 'SEALED' };
    }
  },
  sees: (fact) => (fact.type === 'Filled' ? [{ stream: 'till-9', view: nothing }] : []),
  decide: (state, fact, seen) => {
    if (fact.type !== 'Filled') return [fact];
    seen.of({ stream: 'till-9', view: nothing });
    if (state.coins + fact.data.coins > state.limit)
      throw new Refusal('till-full', 'conflict', '钱箱已满', 'the till is full');
    return state.coins + fact.data.coins === state.limit ? [fact, { type: 'Sealed', version: 1, data: {} }] : [fact];
  },
  parties: () => ({ nodes: [], orgs: [] }),
};
const nothing = { name: 'nothing', initial: 0, evolve: (state: number) => state };
const tills = erase(till);

const seen = seenBy((sight) => sight.view.initial);
const at = (hour: number) => `2026-03-05T${String(hour).padStart(2, '0')}:00:00.000+08:00`;
let n = 0;
const statement = (
  type: string,
  data: object,
  { role = 'WINDOW', account = 'w1', node = 'n1', occurredAt = at(10) } = {},
): Statement => ({
  stream: 'till-1',
  type,
  version: 1,
  data,
  dataText: canonical(data),
  meta: {
    actor: { account, org: 'o1', node, role: role as Role },
    enteredBy: 'SELF',
    occurredAt,
    source: '//test',
    statementId: `s${(n += 1)}`,
    digest: '0'.repeat(64),
    correlationId: 'till-1',
  },
});
const hub = { role: 'HUB', account: 'h1', node: 'hub' };
type Past = readonly Fact[];
const admitted = (facts: Past, stated: Statement): Past => {
  const fact = factOf(stated, at(12));
  const by = { stream: 'till-1', seen, rule: POSTING_RULE, history: facts };
  return isCorrection(fact) ? [correct(tills, facts, fact, by)] : admit(tills, foldAll(tills, facts), fact, by);
};
const record = (facts: Past, stated: Statement): Past => [...facts, ...admitted(facts, stated)];
const past = (...stated: Statement[]): Past => stated.reduce(record, []);
const stateAfter = (facts: Past) => foldAll(tills, facts).state;
const refusal = (facts: Past, stated: Statement): string => {
  try {
    admitted(facts, stated);
  } catch (refused) {
    if (refused instanceof Refusal) return refused.code;
    throw refused;
  }
  return 'admitted';
};
const idOf = (facts: Past, index: number): string => facts[index]?.id ?? 'none';
const open = statement('Opened', { limit: 10 });

describe('admission', () => {
  it('records the statement itself, with the rule that admitted it', () => {
    const [fact] = admitted([], open);
    expect(fact).toMatchObject({
      type: 'Opened',
      data: { limit: 10 },
      meta: { recordedAt: at(12), ruleVersions: ['posting@1'] },
    });
  });

  it('gives further events of a decision ids of their own and the first as their cause', () => {
    const facts = admitted(past(open), statement('Filled', { coins: 10 }));
    expect(facts.map(({ type }) => type)).toEqual(['Filled', 'Sealed']);
    expect(facts[1]?.meta.causationId).toBe(facts[0]?.id);
    expect(facts[1]?.id).not.toBe(facts[0]?.id);
  });

  it.each([
    ['role-may-not-state', past(), statement('Opened', { limit: 1 }, hub)],
    ['status-not-allowed', past(), statement('Filled', { coins: 1 })],
    ['occurred-in-future', past(), statement('Opened', { limit: 1 }, { occurredAt: at(13) })],
    ['backdated-too-far', past(), statement('Opened', { limit: 1 }, { occurredAt: '2025-12-01T10:00:00.000+08:00' })],
    ['till-full', past(open), statement('Filled', { coins: 11 })],
  ])('refuses with %s', (code, folded, stated) => expect(refusal(folded, stated)).toBe(code));
});

describe('a statement refused for the status of its stream', () => {
  const textsOf = (facts: Past, stated: Statement): readonly string[] => {
    try {
      admitted(facts, stated);
    } catch (failure) {
      if (failure instanceof Refusal) return [failure.zh, failure.en];
      throw failure;
    }
    return [];
  };

  it('is told what its role may state instead, as it is stated', () => {
    expect(textsOf(past(), statement('Filled', { coins: 1 }))).toEqual([
      '当前状态ABSENT不允许「已投入」,它须在以下状态申报:OPEN;此时窗口平台可申报:「已启用」cn.smes.shop.opened.v1',
      'cn.smes.shop.filled.v1 cannot follow in status ABSENT, it can in: OPEN; what WINDOW may state now: cn.smes.shop.opened.v1',
    ]);
  });

  it('is told where that is nothing', () => {
    const [zh, en] = textsOf(past(), statement('Praised', { level: 1 }, { role: 'SME', account: 's1', node: '' }));
    expect([zh?.endsWith('此时企业可申报:无'), en?.endsWith('what SME may state now: nothing')]).toEqual([true, true]);
  });
});

describe('a statement refused for its role and for its time', () => {
  it('is told both at once', () => {
    const stated = statement('Opened', { limit: 1 }, { ...hub, occurredAt: at(13) });
    try {
      admitted(past(), stated);
      throw new Error('admitted');
    } catch (failure) {
      expect(failure).toMatchObject({
        code: 'role-may-not-state',
        errors: [
          { code: 'role-may-not-state', pointer: '' },
          { code: 'occurred-in-future', pointer: '/time' },
        ],
      });
    }
  });
});

describe('corrections', () => {
  const filled = past(open, statement('Filled', { coins: 3 }), statement('Filled', { coins: 4 }));

  // Never (corrections): an entry is changed: a correction is an entry of its own and both stay visible
  it('a reversal takes the entry out and stays itself', () => {
    const folded = record(
      filled,
      statement('EntryReversed', { targetEventId: idOf(filled, 1), reasonCode: 'OTHER', reason: '误' }, hub),
    );
    expect(foldAll(tills, folded)).toMatchObject({ revision: 3, state: { status: 'OPEN', limit: 10, coins: 4 } });
    expect(folded).toHaveLength(4);
  });

  it('a restatement puts another in its place, and may be restated again', () => {
    const restate = (coins: number) =>
      statement('EntryRestated', { targetEventId: idOf(filled, 1), reason: '改', replacement: { coins } }, hub);
    const once = record(filled, restate(5));
    expect(stateAfter(once)).toMatchObject({ coins: 9 });
    expect(stateAfter(record(once, restate(1)))).toMatchObject({ coins: 5 });
  });

  const reversed = record(
    filled,
    statement('EntryReversed', { targetEventId: idOf(filled, 1), reasonCode: 'OTHER', reason: '误' }, hub),
  );
  const sealed = record(filled, statement('Sealed', {}, hub));
  const reverse = (target: string, by: object = hub) =>
    statement('EntryReversed', { targetEventId: target, reasonCode: 'OTHER', reason: '误' }, by);
  const restate = (target: string, replacement: object, occurredAt?: string) =>
    statement(
      'EntryRestated',
      { targetEventId: target, reason: '改', replacement, ...(occurredAt === undefined ? {} : { occurredAt }) },
      hub,
    );

  const authority = { role: 'AUTHORITY', account: 'a1', node: '' };
  const granted = past(open, statement('Filled', { coins: 3 }, authority));
  const praised = past(open, statement('Praised', { level: 1 }, { role: 'SME', account: 's1', node: '' }));

  // Never (corrections): a party's word is reworded by another, or the hub corrects what the authority decided
  it.each([
    ['correction-of-authority', granted, reverse(idOf(granted, 1))],
    ['admitted', granted, reverse(idOf(granted, 1), { ...authority, account: 'a2', node: 'gxt' })],
    ['restatement-by-another', praised, restate(idOf(praised, 1), { level: 5 })],
    ['admitted', praised, reverse(idOf(praised, 1))],
    ['correction-target-missing', filled, reverse('absent')],
    ['already-reversed', reversed, reverse(idOf(filled, 1))],
    ['correction-of-correction', reversed, reverse(idOf(reversed, 3))],
    ['correction-by-poster', filled, reverse(idOf(filled, 1), { ...hub, account: 'w1' })],
    ['correction-by-poster', filled, reverse(idOf(filled, 1), { ...hub, node: 'n1' })],
    ['role-may-not-state', filled, reverse(idOf(filled, 1), { account: 'w2', node: 'n2' })],
    ['later-entries-depend', filled, reverse(idOf(filled, 0))],
    ['later-entries-depend', sealed, reverse(idOf(filled, 1))],
    ['invalid-data', filled, restate(idOf(filled, 1), { coins: 0 })],
    ['till-full', filled, restate(idOf(filled, 1), { coins: 11 })],
    ['restatement-decides-more', filled, restate(idOf(filled, 1), { coins: 10 })],
    ['occurred-in-future', filled, restate(idOf(filled, 1), { coins: 1 }, at(13))],
    ['backdated-too-far', filled, restate(idOf(filled, 1), { coins: 1 }, '2025-12-01T10:00:00.000+08:00')],
    ['admitted', sealed, reverse(idOf(sealed, 3), { ...hub, account: 'h2', node: 'hub2' })],
  ])('answer %s', (code, folded, stated) => expect(refusal(folded, stated)).toBe(code));

  const sights = (stated: Statement) => {
    const fact = factOf(stated, at(12));
    return isCorrection(fact) ? correctionSights(tills, filled, fact, 'till-1') : [];
  };

  it('a restatement reads what its replacement would read', () => {
    expect(sights(restate(idOf(filled, 1), { coins: 1 })).map(({ stream }) => stream)).toEqual(['till-9']);
    expect(sights(restate(idOf(filled, 1), { wrong: 1 }))).toEqual([]);
  });

  it('leave a stream that folds, whatever was posted and corrected, to the sum of what stands', () => {
    const move = fc.oneof(
      fc.integer({ min: 1, max: 4 }).map((coins) => ({ kind: 'fill' as const, coins })),
      fc.record({ kind: fc.constant('reverse' as const), target: fc.nat(8) }),
      fc.record({
        kind: fc.constant('restate' as const),
        target: fc.integer({ min: 1, max: 8 }),
        coins: fc.integer({ min: 1, max: 4 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        let facts = past(statement('Opened', { limit: 100 }));
        const coins = new Map<string, number>();
        for (const step of moves) {
          const stated =
            step.kind === 'fill'
              ? statement('Filled', { coins: step.coins })
              : step.kind === 'reverse'
                ? reverse(idOf(facts, step.target))
                : restate(idOf(facts, step.target), { coins: step.coins });
          if (refusal(facts, stated) !== 'admitted') continue;
          const target = step.kind === 'fill' ? undefined : idOf(facts, step.target);
          facts = record(facts, stated);
          if (step.kind === 'reverse') coins.delete(target ?? '');
          else coins.set(target ?? facts.at(-1)?.id ?? '', step.coins);
        }
        const sum = [...coins.values()].reduce((total, n) => total + n, 0);
        expect(stateAfter(facts)).toMatchObject({ coins: sum });
      }),
    );
  });

  it('fold one by one as all at once, as long as nothing is corrected', () => {
    const facts = past(open, statement('Filled', { coins: 3 }), statement('Filled', { coins: 7 }));
    expect(foldOn(tills, emptyFold(tills), facts)).toEqual(foldAll(tills, facts));
    const corrected = record(filled, reverse(idOf(filled, 1)));
    expect(foldOn(tills, emptyFold(tills), corrected)).toBeUndefined();
  });
});
