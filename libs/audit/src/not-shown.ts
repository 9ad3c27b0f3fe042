import type { AnyAggregate, RecordedEvent } from '#kernel';
import { isKnown } from './content.js';
import type { Cut } from './bounded.js';

/** Something an answer does not show or cannot read, and why. */
export interface NotShown {
  /** RFC 6901 pointer into the answer. */
  readonly path: string;
  /** Of a list that was cut: how many members are shown, and how many there are. */
  readonly shown?: number;
  readonly of?: number;
  /** Of event types that this build does not know. */
  readonly types?: readonly string[];
  readonly note: { readonly zh: string; readonly en: string };
  /** Where all of it stands. */
  readonly see?: string;
}

/** Lists of a state that were cut. */
export const cutShort = (cuts: readonly Cut[], stream: string): readonly NotShown[] =>
  cuts.map((cut) => ({
    ...cut,
    note: {
      zh: `只列出前 ${cut.shown} 项,共 ${cut.of} 项;摘要按全部内容计算,其余见流水历史`,
      en: `the first ${cut.shown} of ${cut.of} are listed; the digest is of all of them, the rest stands in the history`,
    },
    see: `/v1/streams/${stream}/history`,
  }));

/** Differences beyond those that one answer lists. */
export function differencesLeftOut(listed: number, count: number): readonly NotShown[] {
  if (count <= listed) return [];
  const note = {
    zh: `共 ${count} 处变化,只列出前 ${listed} 处;请缩小两个时刻之间的范围`,
    en: `there are ${count} differences, of which the first ${listed} are listed; ask for moments closer together`,
  };
  return [{ path: '/changes', shown: listed, of: count, note }];
}

/** Events of types, or of versions of types, that a newer build wrote. */
export const unknownTypes = (types: readonly string[], path: string): readonly NotShown[] =>
  types.length === 0
    ? []
    : [
        {
          path,
          types,
          note: {
            zh: `本版本程序不认识这些事件类型:${types.join('、')};其内容按登记时原样列出,未计入状态`,
            en: `this build does not know these types of events: ${types.join(', ')}; they are listed as recorded and not folded into the status`,
          },
        },
      ];

/** The types among these events that this build does not know. */
export const unknownAmong = (aggregate: AnyAggregate, events: readonly RecordedEvent[]): readonly string[] => [
  ...new Set(events.flatMap((event) => (isKnown(aggregate, event) ? [] : [event.type]))),
];
