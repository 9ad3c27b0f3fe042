import { List } from 'immutable';

/** What held from when on: rules ask how things stood when the stated business happened, not how they stand now. */
export type Timeline<Value> = List<{ readonly sinceMs: number; readonly value: Value }>;

export const emptyTimeline = <Value>(): Timeline<Value> => List();

export const heldSince = <Value>(timeline: Timeline<Value>, sinceMs: number, value: Value): Timeline<Value> =>
  timeline.push({ sinceMs, value });

/** The last recorded word that held at `atMs`. */
export const heldAt = <Value>(timeline: Timeline<Value>, atMs: number): Value | undefined =>
  timeline.findLast(({ sinceMs }) => sinceMs <= atMs)?.value;
