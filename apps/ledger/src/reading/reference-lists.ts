import { ROLE_LIST, type AnyAggregate, type Registry } from '#kernel';
import { PUBLISHED_LISTS, type Code, type CodeList } from '#reference';

/** Every code list a reader may want: of the reference tables, of the fields of events, of the kinds of streams and their types. */
export function referenceLists(registry: Registry): readonly CodeList[] {
  const aggregates = registry.contexts.flatMap((context) => context.aggregates);
  const lists = new Map(
    [
      ...PUBLISHED_LISTS,
      ROLE_LIST,
      ...registry.codeLists,
      eventTypes(registry),
      streamKinds(aggregates),
      ...aggregates.map(statusesOf),
    ].map((list) => [list.name, list]),
  );
  return [...lists.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** `OrderPlaced` → `order placed`. */
const inWords = (type: string): string => type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

const eventTypes = (registry: Registry): CodeList => ({
  name: 'event-types',
  zh: '事件类型',
  en: 'event types',
  codes: registry.types.map(({ wireType, type, eventType, subjects }) => ({
    code: wireType,
    zh: eventType.zh,
    en: inWords(type),
    version: String(eventType.version),
    // Empty: only the ledger itself writes it.
    roles: eventType.by,
    subjects,
    ...(eventType.from.length === 0 ? {} : { from: eventType.from }),
    ...(eventType.to === undefined ? {} : { to: eventType.to }),
  })),
});

const streamKinds = (aggregates: readonly AnyAggregate[]): CodeList => ({
  name: 'stream-kinds',
  zh: '流水类别,即流水编号首段',
  en: 'kinds of streams: the part of a stream id before its first hyphen',
  codes: aggregates.map(({ category, zh, id, shown }) => ({
    code: category,
    zh,
    ...(shown === undefined ? {} : { en: shown.en, example: `${category}-${shown.example}` }),
    subjects: `^${category}-(?:${id})$`,
  })),
});

const statusesOf = ({ category, zh, shown }: AnyAggregate): CodeList => ({
  name: `statuses-${category}`,
  zh: `${zh}的状态`,
  en: `statuses of a ${shown?.en ?? category}`,
  codes: Object.entries(shown?.statuses ?? {}).map(([code, [zh, en]]): Code => ({ code, zh, en })),
});
