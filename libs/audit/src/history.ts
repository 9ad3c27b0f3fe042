import { isCorrection, type RecordedEvent } from '#kernel';

/** How an entry stands after all corrections of its stream. */
export interface Standing {
  readonly kind: 'reversed' | 'restated';
  /** Id of the last correction of it. */
  readonly by: string;
}

/** Which entries of a stream were corrected, by their event ids. */
export function standings(events: readonly RecordedEvent[]): ReadonlyMap<string, Standing> {
  const corrected = new Map<string, Standing>();
  for (const event of events) {
    if (!isCorrection(event)) continue;
    const kind = event.type === 'EntryReversed' ? 'reversed' : 'restated';
    corrected.set(event.data.targetEventId, { kind, by: event.id });
  }
  return corrected;
}
