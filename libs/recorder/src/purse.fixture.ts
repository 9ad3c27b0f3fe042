import {
  erase,
  eventType,
  Field,
  integer,
  isContested,
  pattern,
  Refusal,
  statusAfter,
  type Aggregate,
  type Along,
  type Fact,
  type FactOf,
  type Guard,
  type NewFact,
  type Reservation,
  type Seen,
  type Sight,
  type Taken,
} from '#kernel';

/**
 * Boxes ask one purse for coins. What it has is promised first to those who ask first, the others wait; what is given back goes
 * to the next in line, who is told with that.
 */
class Filled {
  @Field(integer(1, 100)) coins: number;
}
class Asked {
  @Field(integer(1, 100)) coins: number;
}
class Of {
  @Field(pattern('box-[0-9]+', '箱', 'a box')) box: string;
}
class Claim extends Of {
  @Field(integer(1, 100)) coins: number;
  @Field(integer(-1, 1_000)) at: number;
}
class Nothing {}

const boxEvents = {
  Asked: eventType(Asked, { version: 1, zh: '申请', by: ['WINDOW'], from: ['ABSENT'], to: 'ASKED' }),
  Given: eventType(Nothing, { version: 1, zh: '领到', by: ['LEDGER'], from: ['ASKED'], to: 'HOLDS' }),
  Promoted: eventType(Nothing, { version: 1, zh: '递补', by: ['LEDGER'], from: ['ASKED', 'HOLDS'], to: 'HOLDS' }),
  Returned: eventType(Nothing, { version: 1, zh: '退回', by: ['WINDOW'], from: ['HOLDS'], to: 'RETURNED' }),
  Cleared: eventType(Nothing, { version: 1, zh: '结清', by: ['WINDOW'], from: ['RETURNED'], to: 'CLEARED' }),
};
export interface Box {
  readonly status: 'ABSENT' | 'ASKED' | 'HOLDS' | 'RETURNED' | 'CLEARED';
  readonly coins: number;
}
const noBox: Box = { status: 'ABSENT', coins: 0 };

const purseEvents = {
  Filled: eventType(Filled, { version: 1, zh: '充值', by: ['WINDOW'], from: ['OPEN'], keepsStatus: true }),
  Promised: eventType(Claim, { version: 1, zh: '已占用', by: ['LEDGER'], from: ['OPEN'], keepsStatus: true }),
  Queued: eventType(Claim, { version: 1, zh: '候补', by: ['LEDGER'], from: ['OPEN'], keepsStatus: true }),
  Freed: eventType(Of, { version: 1, zh: '已释放', by: ['LEDGER'], from: ['OPEN'], keepsStatus: true }),
  Advanced: eventType(Of, { version: 1, zh: '轮到', by: ['LEDGER'], from: ['OPEN'], keepsStatus: true }),
  Told: eventType(Of, { version: 1, zh: '已通知', by: ['LEDGER'], from: ['OPEN'], keepsStatus: true }),
  Dropped: eventType(Of, { version: 1, zh: '已清除', by: ['WINDOW'], from: ['OPEN'], keepsStatus: true }),
};
interface Line extends Reservation {
  readonly box: string;
  readonly coins: number;
}
export interface Purse {
  readonly status: 'OPEN';
  readonly coins: number;
  readonly promised: readonly Line[];
  readonly waiting: readonly Line[];
  /** Promised what they waited for, and not told yet. */
  readonly untold: readonly string[];
}
const empty: Purse = { status: 'OPEN', coins: 0, promised: [], waiting: [], untold: [] };

export const promisedOf = ({ promised }: Pick<Purse, 'promised'>): number =>
  promised.reduce((sum, { coins }) => sum + coins, 0);

const without = (lines: readonly Line[], box: string): readonly Line[] => lines.filter((line) => line.box !== box);
const has = (lines: readonly Line[], box: string): boolean => lines.some((line) => line.box === box);
/** The line again where it was, or as the last. */
const set = (lines: readonly Line[], line: Line): readonly Line[] =>
  has(lines, line.box) ? lines.map((each) => (each.box === line.box ? line : each)) : [...lines, line];

const lineOf = ({ promised, waiting }: Purse, box: string): Line | undefined =>
  [...promised, ...waiting].find((line) => line.box === box);

const lineIn = ({ data: { box, coins, at }, meta }: Fact<string, Claim>): Line => ({
  box,
  coins,
  at,
  cause: meta.causationId ?? '',
});

function evolvePurse(state: Purse, fact: FactOf<typeof purseEvents>): Purse {
  switch (fact.type) {
    case 'Filled':
      return { ...state, coins: state.coins + fact.data.coins };
    case 'Promised':
      return {
        ...state,
        waiting: without(state.waiting, fact.data.box),
        promised: set(state.promised, lineIn(fact)),
      };
    case 'Advanced': {
      const { box } = fact.data;
      const line = state.waiting.filter((each) => each.box === box);
      const untold = [...state.untold, box];
      return { ...state, untold, waiting: without(state.waiting, box), promised: [...state.promised, ...line] };
    }
    case 'Queued':
      return { ...state, waiting: set(state.waiting, lineIn(fact)) };
    case 'Freed':
    case 'Dropped': {
      const { box } = fact.data;
      return { ...state, promised: without(state.promised, box), waiting: without(state.waiting, box) };
    }
    case 'Told':
      return { ...state, untold: state.untold.filter((box) => box !== fact.data.box) };
  }
}

const PURSE: Taken<Purse> = { stream: 'purse-1', initial: empty };
const boxOf = (stream: string): Taken<Box> => ({ stream, initial: noBox });

/** Whether the purse has coins left for a box, whatever it promised the box already. */
const hasRoom = (purse: Purse, box: string, coins: number): boolean =>
  has(purse.promised, box) || (without(purse.waiting, box).length === 0 && promisedOf(purse) + coins <= purse.coins);

const said = (type: keyof typeof purseEvents, data: object): NewFact => ({ type, version: 1, data });

/** What is freed goes to those who wait, in their order, as far as it goes. */
function freeing(purse: Purse, box: string, type: 'Freed' | 'Dropped'): readonly NewFact[] {
  const after = evolvePurse(purse, { type, data: { box } } as FactOf<typeof purseEvents>);
  let left = after.coins - promisedOf(after);
  const freed = [said(type, { box })];
  for (const line of after.waiting) {
    if (line.coins > left) break;
    left -= line.coins;
    freed.push(said('Advanced', { box: line.box }));
  }
  return freed;
}

/** Who is to be told that it is their turn when a box is freed, or was before and was not told. */
const advancing = (purse: Purse, box: string): readonly string[] => [
  ...purse.untold,
  ...freeing(purse, box, 'Freed').flatMap(({ type, data }) => (type === 'Advanced' ? [(data as Of).box] : [])),
];

/** Who was told stands as told with the next that is freed: then it is known to be recorded. */
function cleared(purse: Purse, box: string, seen: Seen): readonly Along[] {
  const told = purse.untold.filter((next) => seen.taken(boxOf(next)).status !== 'ASKED');
  const untold = advancing(purse, box).filter((next) => seen.taken(boxOf(next)).status === 'ASKED');
  return [
    ...onPurse([...freeing(purse, box, 'Freed'), ...told.map((next) => said('Told', { box: next }))]),
    ...untold.map((next) => ({ stream: next, type: 'Promoted', version: 1, data: {} })),
  ];
}

const onPurse = (facts: readonly NewFact[]): readonly Along[] =>
  facts.map((fact) => ({ ...fact, stream: PURSE.stream }));

const box: Aggregate<Box, typeof boxEvents> = {
  context: 'bank',
  category: 'box',
  zh: '箱',
  id: '[0-9]+',
  events: boxEvents,
  initial: noBox,
  evolve: (state, fact) => ({
    status: statusAfter(boxEvents, state.status, fact.type),
    coins: fact.type === 'Asked' ? fact.data.coins : state.coins,
  }),
  takes: (_, { type }) => (type === 'Asked' || type === 'Cleared' ? [PURSE] : []),
  takesThen: (_, { type }, seen, stream) =>
    type === 'Cleared' ? advancing(seen.taken(PURSE), stream).map((next) => boxOf(next)) : [],
  decide: (_, fact, seen, stream) => {
    if (fact.type !== 'Asked') return [fact];
    const { coins } = fact.data;
    if (coins > 90) throw new Refusal('asks-too-much', 'conflict', '过多', 'too much');
    const purse = seen.taken(PURSE);
    if (isContested(lineOf(purse, stream), fact, seen)) throw new Refusal('contested', 'conflict', '占用中', 'taken');
    if (purse.coins === 0) throw new Refusal('purse-empty', 'conflict', '无款', 'nothing in it');
    return hasRoom(purse, stream, coins) ? [fact, { type: 'Given', version: 1, data: {} }] : [fact];
  },
  along: ({ after, fact }, seen, stream) => {
    const purse = () => seen.taken(PURSE);
    if (fact.type === 'Cleared') return cleared(purse(), stream, seen);
    if (fact.type !== 'Asked' && fact.type !== 'EntryRestated') return [];
    const { coins } = after;
    const type = hasRoom(purse(), stream, coins) ? 'Promised' : 'Queued';
    return onPurse([said(type, { box: stream, coins, at: seen.at })]);
  },
  parties: () => ({ nodes: [], orgs: [] }),
};

const boxSight = (stream: string): Sight<string> => ({
  stream,
  view: {
    name: 'box-status',
    initial: 'ABSENT',
    evolve: (status, { type }) =>
      type in boxEvents ? (boxEvents[type as keyof typeof boxEvents].to ?? status) : status,
  },
});

const purse: Aggregate<Purse, typeof purseEvents> = {
  context: 'bank',
  category: 'purse',
  zh: '钱袋',
  id: '[0-9]+',
  events: purseEvents,
  initial: empty,
  final: true,
  evolve: evolvePurse,
  sees: (fact) => (fact.type === 'Dropped' ? [boxSight(fact.data.box)] : []),
  decide: (state, fact, seen) => {
    if (fact.type !== 'Dropped') return [fact];
    const { box: dropped } = fact.data;
    const line = lineOf(state, dropped);
    const sight = boxSight(dropped);
    // What was said of a box before it moved on was recorded of it, or never will be.
    if (line === undefined || seen.of(sight) !== 'ABSENT' || seen.revisionOf(sight) <= line.at)
      throw new Refusal('still-held', 'conflict', '仍占用', 'still held');
    return freeing(state, dropped, 'Dropped');
  },
  parties: () => ({ nodes: [], orgs: [] }),
};

/** How often something was asked for is counted, whoever the statement is of. */
const tallyEvents = {
  Counted: eventType(Nothing, { version: 1, zh: '已计', by: ['LEDGER'], from: ['OPEN'], keepsStatus: true }),
};
export interface Tally {
  readonly status: 'OPEN';
  readonly asked: number;
}
const TALLY: Taken<Tally> = { stream: 'tally-1', initial: { status: 'OPEN', asked: 0 } };
const tally: Aggregate<Tally, typeof tallyEvents> = {
  context: 'bank',
  category: 'tally',
  zh: '计数',
  id: '[0-9]+',
  events: tallyEvents,
  initial: TALLY.initial,
  final: true,
  evolve: (state) => ({ ...state, asked: state.asked + 1 }),
  decide: (_, fact) => [fact],
  parties: () => ({ nodes: [], orgs: [] }),
};
const ASKED_MAX = 40;
const counting: Guard = {
  sees: () => [],
  takes: ({ entry }) => (entry?.type === 'Asked' ? [TALLY] : []),
  check({ entry }, seen) {
    if (entry?.type === 'Asked' && seen.taken(TALLY).asked >= ASKED_MAX)
      throw new Refusal('asked-too-often', 'conflict', '次数已满', 'asked too often');
  },
  along: ({ entry }) =>
    entry?.type === 'Asked' ? [{ stream: TALLY.stream, type: 'Counted', version: 1, data: {} }] : [],
};

export const bank = {
  name: 'bank',
  zh: '银行',
  aggregates: [erase(box), erase(purse), erase(tally)],
  guards: [counting],
};
