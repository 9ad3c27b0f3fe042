import { isCorrection, type RecordedEvent } from '#kernel';

/** How an entry stands after all corrections of its stream. */
export interface Corrected {
  readonly kind: 'reversed' | 'restated';
  /** Id of the last correction of it. */
  readonly by: string;
}

/** Which entries of a stream were corrected, by their event ids. */
export function correctedEntries(events: readonly RecordedEvent[]): ReadonlyMap<string, Corrected> {
  const corrected = new Map<string, Corrected>();
  for (const event of events) {
    if (!isCorrection(event)) continue;
    const kind = event.type === 'EntryReversed' ? 'reversed' : 'restated';
    corrected.set(event.data.targetEventId, { kind, by: event.id });
  }
  return corrected;
}
