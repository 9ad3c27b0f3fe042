import { Controller, UseGuards } from '@nestjs/common';
import {
  ACCOUNT,
  type AnswerOf,
  CATEGORY,
  CURSOR,
  EVENT_ID,
  everyAccount,
  LIMIT,
  NODE,
  type QuestionOf,
  Reads,
  refuse,
  route,
  text,
  Visibility,
} from '#context';
import { EventLookup, EventStore, type LogRead } from '#event-store';
import { Registry, type RecordedEvent } from '#kernel';
import { CallerGuard, readCursor, writeCursor } from '#web';
import { EVENT, EVENTS } from './answers.js';
import { eventView } from './event-view.js';

const LIST = route({
  summary: '事件清单 / the log as a list',
  readers: everyAccount,
  query: {
    type: text(
      'cn\\.smes\\.[a-z]+\\.[a-z-]+\\.v[0-9]+',
      '事件类型,见 /v1/reference/event-types',
      'event type, see /v1/reference/event-types',
      'cn.smes.activity.order-placed.v2',
    ),
    category: CATEGORY,
    node: NODE,
    account: ACCOUNT,
    limit: LIMIT,
    cursor: CURSOR,
  },
  answer: EVENTS,
});
const ONE = route({ summary: '一个事件 / one event', readers: everyAccount, path: { id: EVENT_ID }, answer: EVENT });
/** Events looked at for one page; a page may come back short, with a cursor to go on. */
const SCAN_MAX = 5_000;
/** Events read at once; more than wanted, since filters and rights leave some out. */
const PAGE_MIN = 100;

/** The log as a list, and single events. */
@Controller('v1/events')
@UseGuards(CallerGuard)
export class EventListController {
  constructor(
    private readonly store: EventStore,
    private readonly lookup: EventLookup,
    private readonly registry: Registry,
    private readonly visibility: Visibility,
  ) {}

  @Reads('', LIST)
  async listEvents({ asked, caller }: QuestionOf<typeof LIST>): Promise<AnswerOf<typeof LIST>> {
    const { limit = '50', cursor, ...filter } = asked;
    const { after, pin } =
      cursor === undefined ? { after: 0, pin: await this.store.head() } : readCursor(cursor, filter);
    const found: RecordedEvent[] = [];
    const wanted = Number(limit);
    let position = Number(after);
    for (let looked = 0; found.length < wanted && position < pin && looked < SCAN_MAX;) {
      const page = await this.store.readAll({
        after: position,
        limit: Math.max(wanted, PAGE_MIN),
        upTo: pin,
        ...logFilter(this.registry, filter),
      });
      const matching = page.events.filter((event) => matches(event, filter));
      const readable = await this.visibility.readable(caller, matching);
      const taken = readable.slice(0, wanted - found.length);
      found.push(...taken);
      // A page cut short goes on behind its last event; nothing behind it was shown.
      position = taken.length < readable.length ? (taken.at(-1)?.position ?? position) : page.position;
      looked += Math.max(1, page.events.length);
    }
    const next = position < pin ? { next: writeCursor({ after: position, pin }, filter) } : {};
    return { items: found.map((event) => eventView(this.registry, event)), page: { atPosition: pin, ...next } };
  }

  @Reads(':id', ONE)
  async readEvent({ path: { id }, caller }: QuestionOf<typeof ONE>): Promise<AnswerOf<typeof ONE>> {
    const event = await this.lookup.event(id);
    if (event === undefined || !(await this.visibility.mayReadEvent(caller, event)))
      throw refuse('event-unknown', { params: { id: id.slice(0, 80) } });
    const double = await this.lookup.doubleOf(id);
    return { ...eventView(this.registry, event), ...(double === undefined ? {} : { double }) };
  }
}

interface EventFilter {
  readonly type?: string;
  readonly category?: string;
  readonly node?: string;
  readonly account?: string;
}

/** A type's events lie in its own context's streams: corrections are called alike in all. Any of its versions names it. */
function logFilter(registry: Registry, { type, category }: EventFilter): Pick<LogRead, 'types' | 'categories'> {
  const registered =
    type === undefined ? undefined : (registry.byWireType(type) ?? registry.superseded(type)?.registered);
  const context = registry.contexts.find(({ name }) => name === registered?.context);
  const categories = category === undefined ? context?.aggregates.map((aggregate) => aggregate.category) : [category];
  return {
    ...(type === undefined ? {} : { types: [registered?.type ?? ''] }),
    ...(categories === undefined ? {} : { categories }),
  };
}

const matches = ({ meta: { actor } }: RecordedEvent, { node, account }: EventFilter): boolean =>
  (node === undefined || actor.node === node) && (account === undefined || actor.account === account);
