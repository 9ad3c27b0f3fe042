import type { AnyAggregate } from './aggregate.js';
import { correctionEvents } from './corrections.js';
import { wireType, type EventType } from './event-type.js';
import { ROLE_LIST, type Role } from './event.js';
import type { Bilingual } from './field.js';

/** How texts of refusals call an event type: its Chinese name, and the CloudEvents type it is stated as. Parameters of refusals. */
export interface Called {
  readonly event: string;
  readonly type: string;
}

/** What texts call a type of a context. */
const called = (context: string, type: string, { zh, version }: Pick<EventType, 'zh' | 'version'>): Called => ({
  event: zh,
  type: wireType(context, type, version),
});

/** What texts call the types of a context's table, worked out once: every statement is asked for it, refused or not. */
export function naming<Type extends string>(
  context: string,
  table: Readonly<Record<Type, Pick<EventType, 'zh' | 'version'>>>,
): (fact: { readonly type: Type }) => Called {
  const types = Object.keys(table) as Type[];
  const names = Object.fromEntries(types.map((type) => [type, called(context, type, table[type])])) as Record<
    Type,
    Called
  >;
  return ({ type }) => names[type];
}

/** What texts call a type of an aggregate, its own or a correction. */
export function calledOf({ context, events }: AnyAggregate, type: string): Called {
  const corrections: Readonly<Record<string, EventType>> = correctionEvents;
  const eventType = events[type] ?? corrections[type];
  return eventType === undefined ? { event: type, type } : called(context, type, eventType);
}

/** An event type as texts list it. */
export const listed = ({ event, type }: Called): Bilingual => ({ zh: `「${event}」${type}`, en: type });

/** Event types as texts list them. */
export const listedOf = (aggregate: AnyAggregate, types: readonly string[]): readonly Bilingual[] =>
  types.map((type) => listed(calledOf(aggregate, type)));

/** A role as texts call it: by its Chinese name, and by its code. */
export function roleNamed(role: Role): Bilingual {
  const zh = ROLE_LIST.codes.find(({ code }) => code === role)?.zh ?? '台账';
  return { zh, en: role };
}

/** A status as texts call it: in Chinese by its name, where it has one, with its code. */
export function statusNamed({ shown }: AnyAggregate, status: string): Bilingual {
  const zh = shown?.statuses[status]?.[0];
  return { zh: zh === undefined ? status : `${zh}(${status})`, en: status };
}

/** What somebody in a role may state in a status. */
export const statable = ({ events }: AnyAggregate, status: string, role: Role): readonly string[] =>
  Object.keys(events).filter((type) => events[type]?.from.includes(status) === true && events[type].by.includes(role));
