import { effective, inOrderOfOccurrence, isCorrection, type RecordedEvent } from '#kernel';

/** A moment in a stream's history, by one of the two clocks or by its place. Instants are ledger instants. */
export type Moment =
  | { readonly kind: 'now' }
  | { readonly kind: 'revision'; readonly revision: number }
  | { readonly kind: 'position'; readonly position: number }
  /** What the ledger knew then. */
  | { readonly kind: 'recorded'; readonly at: string }
  /** What, as known now, had happened by then. */
  | { readonly kind: 'occurred'; readonly at: string };

/**
 * The events a moment covers: in the order of the log; by the business clock in that of their times, so that folding them
 * goes through what happened, and the corrections of these behind them, which count at once: they say what had been true
 * all along.
 */
export function eventsAsOf(events: readonly RecordedEvent[], moment: Moment): readonly RecordedEvent[] {
  switch (moment.kind) {
    case 'now':
      return events;
    case 'revision':
      return events.filter(({ revision }) => revision <= moment.revision);
    case 'position':
      return events.filter(({ position }) => position <= moment.position);
    case 'recorded':
      return events.filter(({ meta }) => meta.recordedAt <= moment.at);
    case 'occurred': {
      const recorded = new Map(events.map((event) => [event.id, event]));
      const happened = inOrderOfOccurrence(effective(events)).flatMap(({ id, meta }) =>
        meta.occurredAt <= moment.at ? (recorded.get(id) ?? []) : [],
      );
      const ids = new Set(happened.map(({ id }) => id));
      return [...happened, ...events.filter((event) => isCorrection(event) && ids.has(event.data.targetEventId))];
    }
  }
}
