import { eventTypeOf, type Meta, type RecordedEvent, type Registry } from '#kernel';
import type { Standing } from './history.js';

/** A recorded event as the API shows it: the CloudEvents words where there are some. */
export interface EventView extends Omit<Meta, 'occurredAt'> {
  readonly id: string;
  readonly type: string;
  /** 中文事件名. */
  readonly name: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  /** Business clock. */
  readonly time: string;
  readonly data: unknown;
  /** How the entry stands when it was corrected since. */
  readonly corrected?: Standing;
}

export function eventView(registry: Registry, recorded: RecordedEvent, corrected?: Standing): EventView {
  const { id, type, stream, revision, position, data, meta } = registry.current(recorded);
  const aggregate = registry.aggregateOf(stream)?.aggregate;
  const eventType = aggregate === undefined ? undefined : eventTypeOf(aggregate, type);
  const { occurredAt, ...rest } = meta;
  return {
    id,
    type: eventType === undefined ? type : registry.wireTypeOf(stream, type),
    name: eventType?.zh ?? type,
    stream,
    revision,
    position,
    time: occurredAt,
    ...rest,
    data,
    ...(corrected === undefined ? {} : { corrected }),
  };
}
