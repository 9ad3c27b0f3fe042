import { isCorrection, type Actor, type Sight, type View } from '#kernel';

/** An entry of any stream as a request for its correction sees it. */
export interface Entry {
  /** Who posted it; undefined: the stream has no such entry. */
  readonly poster?: Actor;
  readonly isReversed: boolean;
  /** Its corrections, each with the time it was recorded. */
  readonly corrections: readonly { readonly id: string; readonly recordedAt: string }[];
}

const entryView = (id: string): View<Entry> => ({
  name: `submission/entry ${id}`,
  initial: { isReversed: false, corrections: [] },
  showsCorrections: true,
  evolve(entry, fact) {
    if (!isCorrection(fact)) return fact.id === id ? { ...entry, poster: fact.meta.actor } : entry;
    if (fact.data.targetEventId !== id) return entry;
    const correction = { id: fact.id, recordedAt: fact.meta.recordedAt };
    return {
      ...entry,
      isReversed: entry.isReversed || fact.type === 'EntryReversed',
      corrections: [...entry.corrections, correction],
    };
  },
});

export const entrySight = (stream: string, id: string): Sight<Entry> => ({ stream, view: entryView(id) });
