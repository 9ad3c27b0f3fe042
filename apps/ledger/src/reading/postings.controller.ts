import { Controller, Get, Query } from '@nestjs/common';
import { activityProjection, awaitsEvidence, type ActivityDoc } from '#activity';
import { EventLookup } from '#event-store';
import type { Actor } from '#kernel';
import { ReadStore, type AggregateGroup, type GroupKey, type ProjectionKey, type RowFilter } from '#read-store';
import { postingsProjection, timelinessProjection, type PostingRejected } from '#submission';
import { Caller } from '#web';
import { POSTINGS } from './answers.js';
import { Asks } from './asks.js';
import { Knowledge } from './knowledge.js';
import { FromProjections } from './min-position.guard.js';
import { scopedNode } from './own-scope.js';
import { AT_POSITION, NODE, PERIOD, readQuery } from './query.js';

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
  ) {}

  @Get()
  @Asks('申报情况 / posting inbox', POSTINGS, ASKED)
  async inbox(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const asked = readQuery(query, ASKED);
    const scope = await this.knowledge.scope(asked);
    const node = scopedNode(caller, asked.node);
    const filter = { ...scope, ...(node === undefined ? {} : { dims: { node } }) };
    const groups = await this.#sums(filter, ['measure', 'kind', 'code']);
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
        newest: await this.#newest({ ...filter, measures: [MEASURES.rejected] }),
      },
      byDay: perDay(await this.#sums(filter, ['day', 'measure'])),
    };
  }

  async #sums(filter: Omit<RowFilter, 'measures'>, groupBy: readonly GroupKey[]): Promise<readonly AggregateGroup[]> {
    const sums = (of: ProjectionKey, measures: readonly string[]) =>
      this.models.aggregate(of, { ...filter, measures, function: { kind: 'sum' }, groupBy });
    return [
      ...(await sums(postingsProjection, [MEASURES.accepted, MEASURES.rejected])),
      ...(await sums(timelinessProjection, [MEASURES.late, UNTIMED])),
    ];
  }

  /** The refusals noted last, as far as the caller's own words were kept. */
  async #newest(filter: RowFilter): Promise<readonly object[]> {
    const rows = await this.models.rows(postingsProjection, filter, { limit: SHOWN_MAX, order: 'newest-first' });
    return Promise.all(
      rows.map(async ({ eventId, stream, position }) => {
        const event = await this.lookup.event(eventId);
        if (event === undefined) throw new Error(`a row cites event ${eventId}, which is not in the log`);
        const { payloadSha256: _digest, ...said } = event.data as PostingRejected;
        return { ...said, recordedAt: event.meta.recordedAt, position, stream, eventId };
      }),
    );
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
