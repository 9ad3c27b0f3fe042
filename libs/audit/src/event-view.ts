import { eventTypeOf, type RecordedEvent, type Registry } from '#kernel';
import type { Answer } from '#context';
import type { EVENT } from './answers.js';
import type { Corrected } from './corrected-entries.js';

/** A recorded event as the API shows it: the CloudEvents words where there are some. */
export type EventView = Answer<typeof EVENT>;

export function eventView(registry: Registry, recorded: RecordedEvent, corrected?: Corrected): EventView {
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
    data: data as object,
    ...(corrected === undefined ? {} : { corrected }),
  };
}
