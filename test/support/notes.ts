import type { EventLookup, EventStore } from '#event-store';
import {
  canonical,
  erase,
  eventType,
  Field,
  integer,
  Refusal,
  Registry,
  sha256,
  type Aggregate,
  type Statement,
} from '#kernel';
import { Recorder, type Receipt, type Verdict } from '#recorder';

/** Notes in a book: the plainest aggregate there is, which admits whatever is stated. */
class Noted {
  @Field(integer(0, 1_000_000)) n: number;
}
const bookEvents = { Noted: eventType(Noted, { version: 1, zh: '记录', by: ['WINDOW'], from: ['OPEN'] }) };
const book: Aggregate<{ readonly status: 'OPEN' }, typeof bookEvents> = {
  context: 'desk',
  category: 'book',
  zh: '簿册',
  id: '[0-9]+',
  events: bookEvents,
  initial: { status: 'OPEN' },
  evolve: (state) => state,
  decide: (_state, fact) => [fact],
  parties: () => ({ nodes: [], orgs: [] }),
};
const registry = new Registry([{ name: 'desk', zh: '台', aggregates: [erase(book)] }]);

const SOURCE = 'urn:notes';
const NOW = Date.parse('2026-03-05T12:00:00+08:00');

/** The note `n` about a book, under the statement id `id`. */
export const note = (stream: string, n: number, id = `${stream}-${n}`): Statement => {
  const dataText = canonical({ n });
  return {
    stream,
    type: 'Noted',
    version: 1,
    data: { n },
    dataText,
    meta: {
      actor: { account: 'w1', org: 'o1', node: 'n1', role: 'WINDOW' },
      enteredBy: 'SELF',
      occurredAt: '2026-03-05T10:00:00.000+08:00',
      source: SOURCE,
      statementId: id,
      digest: sha256(`${stream} ${dataText}`),
      correlationId: stream,
    },
  };
};

/** `aheadMs`: how far its clock is ahead of the others'. */
export const recorderOn = (store: EventStore & { readonly lookup: EventLookup }, aheadMs = 0): Recorder =>
  new Recorder({ store, lookup: store.lookup, registry, now: () => NOW + aheadMs });

/** Posts one statement and gives back its receipt, or the code of its refusal. */
export async function post(recorder: Recorder, statement: Statement): Promise<Receipt | string> {
  try {
    const [verdict] = await recorder.record([statement], 'each');
    return answerOf(verdict);
  } catch (failure) {
    if (failure instanceof Refusal) return failure.code;
    throw failure;
  }
}

/** Posts as a window does: again, in the same words, until there is a receipt. */
export async function postUntilRecorded(recorder: Recorder, statement: Statement): Promise<Receipt> {
  for (;;) {
    const answer = await post(recorder, statement);
    if (typeof answer !== 'string') return answer;
    if (answer !== 'store-unavailable') throw new Error(`${statement.meta.statementId}: ${answer}`);
  }
}

const answerOf = (verdict: Verdict | undefined): Receipt | string => {
  if (verdict === undefined) throw new Error('no verdict');
  return verdict.kind === 'recorded' ? verdict.receipt : verdict.refusal.code;
};
