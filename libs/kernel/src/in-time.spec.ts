import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fact, given, type Otherwise } from '#testing/given';
import { erase, type Aggregate } from './aggregate.js';
import { effective } from './corrections.js';
import { eventType, statusAfter, type FactOf } from './event-type.js';
import type { Fact } from './event.js';
import { instant, integer } from './field-kinds.js';
import { Field } from './field.js';
import { emptyFold, foldAll, foldOn } from './folded.js';
import { inOrderOfOccurrence, misplaced } from './in-time.js';
import { Refusal } from './refusal.js';

/** A repair: agreed, begun, with parts brought in whenever they came, and done; its price is set version after version. */
class Plain {}
class Begun {
  @Field(instant) arrivedAt: string;
}
class Brought {
  @Field(integer(1, 9)) parts: number;
}
class Priced {
  @Field(integer(1, 9)) version: number;
}
class Counted {
  @Field(integer(0, 99)) parts: number;
}

type Status = 'ABSENT' | 'AGREED' | 'BEGUN' | 'DONE' | 'PAUSED';
const events = {
  Agreed: eventType(Plain, { version: 1, zh: '已约定', by: ['WINDOW'], from: ['ABSENT'], to: 'AGREED' }),
  Priced: eventType(Priced, { version: 1, zh: '已定价', by: ['WINDOW'], from: ['AGREED', 'BEGUN'], inSequence: true }),
  Begun: eventType(Begun, {
    version: 1,
    zh: '已开工',
    by: ['WINDOW'],
    from: ['AGREED', 'PAUSED'],
    to: 'BEGUN',
    moments: ({ arrivedAt }) => [{ pointer: '/arrivedAt', at: arrivedAt }],
  }),
  Brought: eventType(Brought, {
    version: 1,
    zh: '已送料',
    by: ['WINDOW'],
    from: ['AGREED', 'BEGUN'],
    keepsStatus: true,
  }),
  Paused: eventType(Plain, { version: 1, zh: '已停工', by: ['WINDOW'], from: ['BEGUN'], to: 'PAUSED' }),
  Counted: eventType(Counted, { version: 1, zh: '已盘点', by: ['WINDOW'], from: ['AGREED', 'BEGUN'] }),
  Done: eventType(Plain, { version: 1, zh: '已完工', by: ['WINDOW'], from: ['BEGUN'], to: 'DONE' }),
};
interface Repair {
  readonly status: Status;
  readonly parts: number;
}
const typed: Aggregate<Repair, typeof events> = {
  context: 'shop',
  category: 'fix',
  zh: '维修',
  id: '[A-Z0-9]+',
  events,
  initial: { status: 'ABSENT', parts: 0 },
  evolve: ({ status, parts }, next: FactOf<typeof events>) => ({
    status: statusAfter(events, status, next.type),
    parts: parts + (next.type === 'Brought' ? next.data.parts : 0),
  }),
  decide: ({ parts }, next) => {
    if (next.type === 'Counted' && next.data.parts > parts)
      throw new Refusal('parts-missing', 'conflict', '没有这么多', 'there are not so many');
    return [next];
  },
  parties: () => ({ nodes: [], orgs: [] }),
};
const repair = erase(typed);

const at = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000+08:00`;
const TODAY = at(30);
let n = 0;
const say = (type: string, day: number, data: object = {}, otherwise: Otherwise = {}): Fact =>
  fact(type, data, { occurredAt: at(day), recordedAt: TODAY, statementId: `s-${(n += 1)}`, ...otherwise });
const begun = (day: number): Fact => say('Begun', day, { arrivedAt: at(day) });
const hub = { by: 'HUB' } as const;
const reverse = (target: Fact, day = 30): Fact =>
  say('EntryReversed', day, { targetEventId: target.id, reasonCode: 'OTHER', reason: '误' }, hub);
const restate = (target: Fact, data: object, day?: number): Fact =>
  say(
    'EntryRestated',
    30,
    {
      targetEventId: target.id,
      reason: '改',
      replacement: data,
      ...(day === undefined ? {} : { occurredAt: at(day) }),
    },
    hub,
  );
const after = (...past: Fact[]) => given(repair).past(past);

const agreed = say('Agreed', 10);
const started = begun(15);

describe('a step', () => {
  it('never happened before the one it rests on, and the refusal names both times', () => {
    after(agreed)
      .when(begun(5))
      .refuses('before-what-it-rests-on', {
        event: '已开工',
        type: 'cn.smes.shop.begun.v1',
        at: at(5),
        basisEvent: '已约定',
        basisType: 'cn.smes.shop.agreed.v1',
        basisAt: at(10),
        basis: agreed.id,
      });
    after(agreed).when(begun(10)).recordsIt();
  });

  it('is entered late where it could have happened then', () => {
    after(agreed, started)
      .when(say('Priced', 12, { version: 1 }))
      .recordsIt();
    after(agreed, started)
      .when(say('Priced', 9, { version: 1 }))
      .refuses('before-what-it-rests-on');
    after(agreed, started)
      .when(say('Brought', 12, { parts: 1 }))
      .recordsIt();
    after(agreed, started)
      .when(say('Brought', 9, { parts: 1 }))
      .refuses('before-what-it-rests-on');
  });

  it('takes no place from which what is recorded could not have followed', () => {
    const brought = say('Brought', 20, { parts: 1 });
    after(agreed, started, brought)
      .when(say('Done', 18))
      .refuses('times-out-of-order', {
        event: '已完工',
        type: 'cn.smes.shop.done.v1',
        at: at(18),
        otherEvent: '已送料',
        otherType: 'cn.smes.shop.brought.v1',
        otherAt: at(20),
        other: brought.id,
      });
    after(agreed, started, brought).when(say('Done', 20)).recordsIt();
  });

  it('is judged by its rule on what had happened by then, too', () => {
    const brought = say('Brought', 20, { parts: 3 });
    after(agreed, started, brought)
      .when(say('Counted', 21, { parts: 3 }))
      .recordsIt();
    after(agreed, started, brought)
      .when(say('Counted', 19, { parts: 3 }))
      .refuses('before-what-it-rests-on', {
        event: '已盘点',
        type: 'cn.smes.shop.counted.v1',
        at: at(19),
        basisEvent: '已送料',
        basisType: 'cn.smes.shop.brought.v1',
        basisAt: at(20),
        basis: brought.id,
      });
  });

  it('in sequence never happened before the last of its type', () => {
    const first = say('Priced', 12, { version: 1 });
    after(agreed, first)
      .when(say('Priced', 11, { version: 2 }))
      .refuses('before-what-it-rests-on');
    after(agreed, first)
      .when(say('Priced', 12, { version: 2 }))
      .recordsIt();
  });

  it('was not under way before what it rests on either', () => {
    after(agreed)
      .when(say('Begun', 15, { arrivedAt: '2026-03-09T23:00:00Z' }))
      .refuses('before-what-it-rests-on');
    after(agreed)
      .when(say('Begun', 15, { arrivedAt: '2026-03-10T02:00:00Z' }))
      .recordsIt();
  });
});

describe('a correction', () => {
  const paused = say('Paused', 20);

  it('moves no entry before what it rests on, nor behind what rests on it', () => {
    const moved = (day: number) =>
      after(agreed, started, paused).when(restate(started, { arrivedAt: at(Math.max(day, 10)) }, day));
    moved(9).refuses('before-what-it-rests-on');
    moved(21).refuses('times-out-of-order');
    expect(moved(20).recorded).toHaveLength(1);
  });

  it('rewords no moment to one before what it rests on', () => {
    after(agreed, started)
      .when(restate(started, { arrivedAt: at(9) }))
      .refuses('before-what-it-rests-on');
  });

  it('does not happen before what it corrects', () => {
    after(agreed, started).when(reverse(started, 14)).refuses('before-what-it-rests-on');
    expect(after(agreed, started).when(reverse(started, 15)).recorded).toHaveLength(1);
  });

  it('takes out nothing that others rest on by their times', () => {
    // Recorded in this order, it could do without the pause; as it happened, it could not.
    const again = begun(22);
    const late = [agreed, started, paused, again];
    after(...late)
      .when(reverse(paused))
      .refuses('later-entries-depend');
  });
});

describe('a ledger that holds impossible times', () => {
  const early = begun(5);

  it('says which, and reads them', () => {
    expect(misplaced(repair, [agreed, early])).toEqual([
      { fact: early, status: 'ABSENT' },
      { fact: agreed, status: 'BEGUN' },
    ]);
    expect(foldAll(repair, [agreed, early]).state).toEqual({ status: 'BEGUN', parts: 0 });
  });

  it('goes on, and can be put right', () => {
    after(agreed, early).when(say('Done', 20)).recordsIt();
    after(agreed, early)
      .when(say('Brought', 20, { parts: 1 }))
      .recordsIt();
    const [mended] = after(agreed, early).when(restate(early, { arrivedAt: at(15) }, 15)).recorded;
    expect(misplaced(repair, effective([agreed, early, ...(mended === undefined ? [] : [mended])]))).toEqual([]);
  });
});

describe('whatever is stated in whatever order', () => {
  const turn = fc.oneof(
    fc.record({
      kind: fc.constantFrom('Agreed', 'Begun', 'Paused', 'Done', 'Brought', 'Priced', 'Counted'),
      day: fc.integer({ min: 1, max: 12 }),
    }),
    fc.record({
      kind: fc.constantFrom('reverse', 'restate', 'move'),
      day: fc.integer({ min: 1, max: 12 }),
      target: fc.nat(12),
    }),
  );
  const dataOf = (kind: string, day: number): object =>
    kind === 'Begun'
      ? { arrivedAt: at(day) }
      : kind === 'Brought' || kind === 'Counted'
        ? { parts: 1 }
        : kind === 'Priced'
          ? { version: 1 }
          : {};

  // Never (times): something happened before what it rests on
  it('what is recorded could have happened in the order of its times, and folds step by step as at once', () => {
    let taken = 0;
    let late = 0;
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 20 }), (turns) => {
        const past: Fact[] = [say('Agreed', 4)];
        let folded = foldOn(repair, emptyFold(repair), past) ?? emptyFold(repair);
        for (const move of turns) {
          const target = 'target' in move ? past[move.target] : undefined;
          if ('target' in move && target === undefined) continue;
          const stated =
            target === undefined
              ? say(move.kind, move.day, dataOf(move.kind, move.day))
              : move.kind === 'reverse'
                ? reverse(target)
                : restate(target, dataOf(target.type, move.day), move.kind === 'move' ? move.day : undefined);
          try {
            const recorded = after(...past).when(stated).recorded;
            past.push(...recorded);
            folded = foldOn(repair, folded, recorded) ?? foldAll(repair, past);
            taken += 1;
            if (stated.meta.occurredAt < folded.times.latest) late += 1;
          } catch (refused) {
            if (!(refused instanceof Refusal)) throw refused;
          }
        }
        expect(misplaced(repair, effective(past))).toEqual([]);
        expect(folded).toEqual(foldAll(repair, past));
        expect(inOrderOfOccurrence(effective(past)).at(-1)?.meta.occurredAt ?? '').toBe(folded.times.latest);
      }),
      { numRuns: 1_000 },
    );
    expect(taken).toBeGreaterThan(400);
    expect(late).toBeGreaterThan(50);
  });
});
