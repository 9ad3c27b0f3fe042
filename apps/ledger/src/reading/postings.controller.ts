import { Controller } from '@nestjs/common';
import {
  type Answer,
  type AnswerOf,
  AT_POSITION,
  FromProjections,
  Knowledge,
  needed,
  ofAllPosters,
  ofNodes,
  PERIOD,
  type QuestionOf,
  Reads,
  refuse,
  route,
  text,
  Visibility,
} from '#context';
import { postingsProjection, timelinessProjection } from '#submission/published';
import { type ActivityDoc, activityProjection, awaitsEvidence } from '#activity/published';
import { EventLookup } from '#event-store';
import type { Actor, RecordedEvent } from '#kernel';
import { ReadStore, type AggregateGroup, type GroupKey, type ProjectionKey, type RowFilter } from '#read-store';
import { POSTED_STATEMENT, POSTINGS, type RECEIPT, type TO_MEND, type WAITING_EVIDENCE } from './postings-answers.js';
import { RefusedStatements, type Mending, type Refused, type RefusedStatement } from './refused-statements.js';

const INBOX = route({
  summary: '申报情况 / posting inbox',
  readers: ofNodes,
  query: { period: PERIOD, atPosition: AT_POSITION },
  answer: POSTINGS,
});
const STATEMENT = route({
  summary: '按来源与编号查找报文 / one statement by its source and id',
  readers: ofAllPosters,
  query: {
    source: needed(text('[^\\p{Cc}]{1,200}', '报文来源 source', 'source of the statement', '//yuelu/orders')),
    id: needed(text('[^\\p{Cc}]{1,200}', '报文编号 id', 'id of the statement', 'o-2026-0001')),
  },
  answer: POSTED_STATEMENT,
});
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
    private readonly refused: RefusedStatements,
    private readonly visibility: Visibility,
  ) {}

  @Reads('', INBOX)
  async readPostings(question: QuestionOf<typeof INBOX>): Promise<AnswerOf<typeof INBOX>> {
    const { period, atPosition: asked } = question.asked;
    const { node, ...span } = await this.knowledge.of(question);
    const filter = { ...span, dims: { ...question.scope } };
    const groups = await this.#sums(filter, ['measure', 'kind', 'code']);
    const { items: statements, isComplete } = await this.refused.of(filter);
    const of = (mending: Mending): readonly RefusedStatement[] => statements.filter((each) => each.mending === mending);
    const by = (measure: string): typeof groups => groups.filter((group) => group.by.measure === measure);
    const countOf = (measure: string): number => by(measure).reduce((sum, { value = 0 }) => sum + value, 0);
    return {
      ...question.scope,
      period,
      position: span.atPosition,
      // Known as it stands now only; an answer as of a position must stay the same for ever.
      ...(asked === undefined ? { waitingEvidence: await this.#waitingEvidence(node) } : {}),
      accepted: {
        count: countOf(MEASURES.accepted),
        byEntry: by(MEASURES.accepted).map(({ by: { kind = '' }, value = 0 }) => ({ kind, count: value })),
      },
      late: { count: countOf(MEASURES.late), unknown: countOf(UNTIMED) },
      rejected: {
        count: countOf(MEASURES.rejected),
        byCode: by(MEASURES.rejected).map(({ by: { code = '' }, value = 0 }) => ({ code, count: value })),
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

  @Reads('statement', STATEMENT)
  async readStatement({ scope, asked, caller }: QuestionOf<typeof STATEMENT>): Promise<AnswerOf<typeof STATEMENT>> {
    const { source, id } = asked;
    const [recorded, ...more] = await this.lookup.statement(source, id);
    const isReadable = recorded !== undefined && (await this.#mayRead(caller, recorded));
    const refusals = await this.refused.ofStatement(source, id, { ...scope });
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
  async #waitingEvidence(node: string | undefined): Promise<Answer<typeof WAITING_EVIDENCE>> {
    const where = { status: 'HELD', is: 'activity', ...(node === undefined ? {} : { node }) };
    const held = await this.models.find<ActivityDoc>(activityProjection, { where, limit: HELD_MAX });
    const waiting = held.filter(({ doc }) => awaitsEvidence(doc));
    const items = waiting
      .slice(0, SHOWN_MAX)
      .map(({ id, doc: { title, heldOn = '' } }) => ({ stream: id, title, heldOn }));
    return { count: waiting.length, isComplete: held.length < HELD_MAX, items };
  }
}

/** A statement to mend: as it was refused last, and how often it was. */
const asThingToMend = ({ refusals }: RefusedStatement): Answer<typeof TO_MEND> => ({
  ...refusals[0],
  refusals: refusals.length,
  firstRefusedAt: (refusals.at(-1) ?? refusals[0]).recordedAt,
});

/** The refusals noted last, each with what became of its statement. */
const newestOf = (statements: readonly RefusedStatement[]): readonly (Refused & { readonly mending: Mending })[] =>
  statements
    .flatMap(({ mending, refusals }) => refusals.map((refused) => ({ ...refused, mending })))
    .toSorted((a, b) => b.position - a.position)
    .slice(0, SHOWN_MAX);

/** Days on which something was posted, ascending. */
function perDay(groups: readonly AggregateGroup[]): AnswerOf<typeof INBOX>['byDay'] {
  const days = new Map<string, Record<keyof typeof MEASURES, number>>();
  for (const {
    by: { day = '', measure },
    value = 0,
  } of groups) {
    const counts = days.get(day) ?? { accepted: 0, late: 0, rejected: 0 };
    days.set(day, counts);
    for (const name of ['accepted', 'late', 'rejected'] as const) if (MEASURES[name] === measure) counts[name] = value;
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => ({ day, ...counts }));
}

/** The receipt of a statement as its poster had it. */
function receiptOf(events: readonly [RecordedEvent, ...RecordedEvent[]]): Answer<typeof RECEIPT> {
  const last = events.at(-1) ?? events[0];
  const { stream, revision, position, meta } = last;
  return { eventIds: events.map(({ id }) => id), stream, revision, position, recordedAt: meta.recordedAt };
}
