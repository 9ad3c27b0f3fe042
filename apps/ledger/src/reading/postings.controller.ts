import { Controller, Get, Query } from '@nestjs/common';
import {
  Asks,
  AT_POSITION,
  FromProjections,
  Knowledge,
  Names,
  needed,
  NODE,
  PERIOD,
  readQuery,
  readsAll,
  refuse,
  scopedNode,
  text,
  Visibility,
} from '#context';
import { postingsProjection, timelinessProjection } from '#submission/published';
import { type ActivityDoc, activityProjection, awaitsEvidence } from '#activity/published';
import { EventLookup } from '#event-store';
import type { Actor, RecordedEvent } from '#kernel';
import { ReadStore, type AggregateGroup, type GroupKey, type ProjectionKey, type RowFilter } from '#read-store';
import { Caller } from '#web';
import { POSTED_STATEMENT, POSTINGS } from './answers.js';
import { RefusedStatements, type Mending, type RefusedStatement } from './refused-statements.js';

const STATEMENT_ASKED = {
  source: needed(text('[^\\p{Cc}]{1,200}', '报文来源 source', 'source of the statement', '//yuelu/orders')),
  id: needed(text('[^\\p{Cc}]{1,200}', '报文编号 id', 'id of the statement', 'o-2026-0001')),
};
const ASKED = { period: PERIOD, node: NODE, atPosition: AT_POSITION };
const HELD_MAX = 1_000;
const SHOWN_MAX = 50;
const MEASURES = { accepted: 'posting-accepted', late: 'fact-late', rejected: 'posting-rejected' } as const;
const UNTIMED = 'fact-untimed';

/** P19 posting inbox: what was taken and refused, in all and day by day, and what a window has to mend. */
@Controller('v1/postings')
@FromProjections()
export class PostingsController {
  constructor(
    private readonly models: ReadStore,
    private readonly lookup: EventLookup,
    private readonly knowledge: Knowledge,
    private readonly names: Names,
    private readonly refused: RefusedStatements,
    private readonly visibility: Visibility,
  ) {}

  @Get()
  @Asks('申报情况 / posting inbox', POSTINGS, ASKED)
  async readPostings(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, ASKED);
    const scope = await this.knowledge.scope(asked);
    const node = scopedNode(caller, asked.node);
    await this.names.check({ node: asked.node }, scope.atPosition);
    const filter = { ...scope, ...(node === undefined ? {} : { dims: { node } }) };
    const groups = await this.#sums(filter, ['measure', 'kind', 'code']);
    const { items: statements, isComplete } = await this.refused.of(filter);
    const of = (mending: Mending): readonly RefusedStatement[] => statements.filter((each) => each.mending === mending);
    const countOf = (measure: string): number =>
      groups.reduce((sum, { by, value = 0 }) => (by.measure === measure ? sum + value : sum), 0);
    const byKey = (measure: string, key: 'kind' | 'code'): readonly object[] =>
      groups.flatMap(({ by, value }) => (by.measure === measure ? [{ [key]: by[key], count: value }] : []));
    return {
      ...(node === undefined ? {} : { node }),
      period: asked.period,
      position: scope.atPosition,
      // Known as it stands now only; an answer as of a position must stay the same for ever.
      ...(asked.atPosition === undefined ? { waitingEvidence: await this.#waitingEvidence(node) } : {}),
      accepted: { count: countOf(MEASURES.accepted), byEntry: byKey(MEASURES.accepted, 'kind') },
      late: { count: countOf(MEASURES.late), unknown: countOf(UNTIMED) },
      rejected: {
        count: countOf(MEASURES.rejected),
        byCode: byKey(MEASURES.rejected, 'code'),
        statements: {
          open: of('OPEN').length,
          mended: of('MENDED').length,
          untold: of('UNTOLD').length,
          isComplete,
        },
        toMend: of('OPEN').slice(0, SHOWN_MAX).map(asThingToMend),
        newest: newestOf(statements),
      },
      byDay: perDay(await this.#sums(filter, ['day', 'measure'])),
    };
  }

  @Get('statement')
  @Asks('按来源与编号查找报文 / one statement by its source and id', POSTED_STATEMENT, STATEMENT_ASKED)
  async readStatement(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { source, id } = readQuery(query, STATEMENT_ASKED);
    const [recorded, ...more] = await this.lookup.statement(source, id);
    const isReadable = recorded !== undefined && (await this.#mayRead(caller, recorded));
    const refusals = await this.refused.ofStatement(source, id, ownRows(caller));
    if (!isReadable && refusals.length === 0)
      throw refuse('statement-unknown', { params: { source: source.slice(0, 80), id: id.slice(0, 80) } });
    return {
      source,
      id,
      ...(isReadable ? { receipt: receiptOf([recorded, ...more]) } : {}),
      refusals,
    };
  }

  async #mayRead(caller: Actor, event: RecordedEvent): Promise<boolean> {
    const { node, org } = event.meta.actor;
    const isOwn = caller.node === undefined ? caller.org === org : caller.node === node;
    return isOwn || this.visibility.mayReadEvent(caller, event);
  }

  async #sums(filter: Omit<RowFilter, 'measures'>, groupBy: readonly GroupKey[]): Promise<readonly AggregateGroup[]> {
    const sums = (of: ProjectionKey, measures: readonly string[]) =>
      this.models.aggregate(of, { ...filter, measures, function: { kind: 'sum' }, groupBy });
    return [
      ...(await sums(postingsProjection, [MEASURES.accepted, MEASURES.rejected])),
      ...(await sums(timelinessProjection, [MEASURES.late, UNTIMED])),
    ];
  }

  /** Activities held whose evidence is still owed, as it stands now; of very many, the first. */
  async #waitingEvidence(node: string | undefined): Promise<object> {
    const where = { status: 'HELD', is: 'activity', ...(node === undefined ? {} : { node }) };
    const held = await this.models.find<ActivityDoc>(activityProjection, { where, limit: HELD_MAX });
    const waiting = held.filter(({ doc }) => awaitsEvidence(doc));
    const items = waiting
      .slice(0, SHOWN_MAX)
      .map(({ id, doc }) => ({ stream: id, title: doc.title, heldOn: doc.heldOn }));
    return { count: waiting.length, isComplete: held.length < HELD_MAX, items };
  }
}

/** A statement to mend: as it was refused last, and how often it was. */
const asThingToMend = ({ refusals }: RefusedStatement): object => ({
  ...refusals[0],
  refusals: refusals.length,
  firstRefusedAt: refusals.at(-1)?.recordedAt,
});

/** The refusals noted last, each with what became of its statement. */
const newestOf = (statements: readonly RefusedStatement[]): readonly object[] =>
  statements
    .flatMap(({ mending, refusals }) => refusals.map((refused) => ({ ...refused, mending })))
    .toSorted((a, b) => b.position - a.position)
    .slice(0, SHOWN_MAX);

/** Days on which something was posted, ascending. */
function perDay(groups: readonly AggregateGroup[]): readonly object[] {
  const days = new Map<string, Record<keyof typeof MEASURES, number>>();
  for (const {
    by: { day = '', measure },
    value = 0,
  } of groups) {
    const counts = days.get(day) ?? { accepted: 0, late: 0, rejected: 0 };
    days.set(day, counts);
    for (const name of ['accepted', 'late', 'rejected'] as const) if (MEASURES[name] === measure) counts[name] = value;
  }
  return [...days.keys()].toSorted().map((day) => ({ day, ...days.get(day) }));
}

/** A party finds refusals of its own; who reads all finds all. */
const ownRows = (caller: Actor): NonNullable<RowFilter['dims']> => {
  if (readsAll(caller)) return {};
  return caller.node === undefined ? { org: caller.org } : { node: caller.node };
};

/** The receipt of a statement as its poster had it. */
function receiptOf(events: readonly [RecordedEvent, ...RecordedEvent[]]): object {
  const last = events.at(-1) ?? events[0];
  const { stream, revision, position, meta } = last;
  return { eventIds: events.map(({ id }) => id), stream, revision, position, recordedAt: meta.recordedAt };
}
