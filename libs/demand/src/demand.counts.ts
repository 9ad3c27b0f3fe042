import { canonical, civilDateOf } from '#kernel';
import type { Closing, DemandDoc } from './demand.doc.js';
import type { Count, Dims, Measure } from './measures.js';

/** All that a demand counts for, as it stands. */
export function countsOf(doc: DemandDoc | undefined): readonly Count[] {
  if (doc === undefined) return [];
  return [
    ...askedFor(doc),
    ...answered(doc),
    ...handled(doc),
    ...ended(doc),
    ...passedOn(doc),
    ...referred(doc),
    ...matched(doc),
  ];
}

/**
 * Rows for what began to count and, taken back, for what no longer does. A zero is never taken back here: rows that can be
 * zero stand for ever, or fall with the entry that stated them, which the runner sees to.
 */
export function changes(before: readonly Count[], after: readonly Count[]): readonly Count[] {
  const takenBack = without(before, after).map((count) => ({ ...count, amount: -count.amount }));
  return [...takenBack, ...without(after, before)];
}

/** The counts of one list that another does not have, equal ones one for one. */
function without(counts: readonly Count[], others: readonly Count[]): readonly Count[] {
  const had = new Map<string, number>();
  for (const other of others.map(canonical)) had.set(other, (had.get(other) ?? 0) + 1);
  return counts.filter((count) => {
    const key = canonical(count);
    const left = had.get(key) ?? 0;
    had.set(key, left - 1);
    return left <= 0;
  });
}

const count = (measure: Measure, occurredOn: string, dims: Dims, amount = 1): Count => ({
  measure,
  amount,
  occurredOn,
  dims,
});

const dimsOf = (doc: DemandDoc, node: string): Dims => ({
  node,
  class: doc.class,
  kind: doc.kind,
  channel: doc.channel,
  ...(doc.org === undefined ? {} : { org: doc.org }),
});

function askedFor(doc: DemandDoc): readonly Count[] {
  const on = civilDateOf(doc.registeredAt);
  const dims = dimsOf(doc, doc.originNode);
  // Whether a response was in time may hang on holidays that are not announced.
  const isJudged = doc.respondedAt === undefined || doc.respondedInTime !== undefined;
  return [
    count('demand-registered', on, dims),
    ...(doc.sla === undefined ? [] : [count(isJudged ? 'response-due' : 'response-untimed', on, dims)]),
    ...(isForwardOwed(doc) ? [count('forward-owed', on, dims)] : []),
  ];
}

const isForwardOwed = ({ isHubs, forwards, rejected, closed }: DemandDoc): boolean =>
  isHubs !== true && forwards.length === 0 && rejected === undefined && closed?.outcome !== 'WITHDRAWN';

function answered(doc: DemandDoc): readonly Count[] {
  const on = civilDateOf(doc.registeredAt);
  const dims = dimsOf(doc, doc.originNode);
  return [
    ...(doc.responseMinutes === undefined ? [] : [count('response-minutes', on, dims, doc.responseMinutes)]),
    ...(doc.respondedInTime === true ? [count('response-in-time', on, dims)] : []),
  ];
}

/** What an accepted demand counts for, for the node that handles it: a referral moves it there. */
function handled(doc: DemandDoc): readonly Count[] {
  if (doc.acceptedAt === undefined) return [];
  const on = civilDateOf(doc.acceptedAt);
  const dims = dimsOf(doc, doc.node);
  const isMatched = doc.matches.some(({ declinedOn }) => declinedOn === undefined);
  return [
    count('demand-accepted', on, dims),
    ...(isMatched ? [count('demand-matched', on, dims)] : []),
    ...(doc.sla === undefined ? [] : closingCounts(doc).map((measure) => count(measure, on, dims))),
  ];
}

/** A withdrawal is no closing: the enterprise's own excuses the node, one entered for it does not. */
function closingCounts({ closed }: DemandDoc): readonly Measure[] {
  switch (closed?.outcome) {
    case 'WITHDRAWN':
      return ['closing-due', ...(closed.byAskerItself ? ['closing-excused' as const] : [])];
    case 'UNMET':
      return ['closing-due', 'closed-unmet'];
    case 'SATISFIED':
      if (closed.inTime === undefined) return ['closing-untimed'];
      return ['closing-due', ...(closed.inTime ? ['met-in-time' as const] : [])];
    default:
      return ['closing-due'];
  }
}

function ended(doc: DemandDoc): readonly Count[] {
  const { rejected, closed, reopenings } = doc;
  const dims = dimsOf(doc, doc.node);
  return [
    ...(rejected === undefined ? [] : [count('demand-rejected', rejected.on, { ...dims, code: rejected.code })]),
    ...(closed === undefined
      ? []
      : [
          count('demand-closed', civilDateOf(closed.at), { ...dims, code: closed.outcome }),
          ...calledBack(closed, { ...dims, code: closed.outcome }),
        ]),
    ...reopenings.map(({ on, node }) => count('demand-reopened', on, dimsOf(doc, node))),
  ];
}

const calledBack = ({ at, isSatisfied }: Closing, dims: Dims): readonly Count[] => {
  if (isSatisfied === undefined) return [];
  const on = civilDateOf(at);
  return [count('return-called', on, dims), ...(isSatisfied ? [count('return-call-satisfied', on, dims)] : [])];
};

const referred = (doc: DemandDoc): readonly Count[] =>
  doc.referrals.map(({ from, to, on }) =>
    count('demand-referred', on, { ...dimsOf(doc, from), code: to ?? 'DEPARTMENT' }),
  );

const passedOn = (doc: DemandDoc): readonly Count[] =>
  doc.forwards.flatMap(({ from, on, minutes, receiptMinutes }) => {
    const dims = dimsOf(doc, from);
    return [
      count('demand-forwarded', on, dims),
      count('forward-minutes', on, dims, minutes),
      count('receipt-minutes', on, dims, receiptMinutes),
    ];
  });

const matched = (doc: DemandDoc): readonly Count[] =>
  doc.matches.flatMap(({ agency, node, on, days, declinedOn }) => {
    const dims = { ...dimsOf(doc, node), agency };
    return [
      count('match-tried', on, dims),
      count('match-days', on, dims, days),
      declinedOn === undefined ? count('match-held', on, dims) : count('match-declined', declinedOn, dims),
    ];
  });
