import type { AppendResult, EventData } from '@eventstore/db-client';
import { anEvent, type Check, type Checks } from './observer.js';
import { attempt, type Outcome } from './outcome.js';

const successOf = ({ success }: AppendResult): Outcome => ({ success });

/** Whether a stream of that name can be written and read. */
const named =
  (name: (unique: string) => string): Check =>
  async (at) => {
    const stream = name(at.stream());
    const answer = await attempt(at.append(stream, anEvent()), successOf);
    const readBack = await attempt(at.read(stream), (found) =>
      found.every(({ event }) => event?.streamId === stream) ? 'same name' : 'other name',
    );
    return { answer, readBack };
  };

const typed =
  (type: string): Check =>
  async (at) => {
    const stream = at.stream();
    const answer = await at.appended(stream, anEvent(0, { type }));
    return {
      answer,
      back: await attempt(at.read(stream), ([found]) => (found?.event?.type === type ? 'same' : 'other')),
    };
  };

const contentTyped =
  (contentType: string | undefined): Check =>
  (at) =>
    at.appended(at.stream(), { ...anEvent(), contentType } as EventData);

export const nameChecks: Checks = {
  'streamName.len100': named((unique) => unique.padEnd(100, 'x')),
  'streamName.len1000': named((unique) => unique.padEnd(1_000, 'x')),
  'streamName.len10k': named((unique) => unique.padEnd(10_000, 'x')),
  'streamName.len100k': named((unique) => unique.padEnd(100_000, 'x')),
  'streamName.len1M': named((unique) => unique.padEnd(1_000_000, 'x')),
  'streamName.space': named((unique) => `${unique} with space`),
  'streamName.slash': named((unique) => `${unique}/a/b`),
  'streamName.unicode': named((unique) => `${unique}-留痕-😀`),
  'streamName.newline': named((unique) => `${unique}\nx`),
  'streamName.nul': named((unique) => `${unique}\0x`),
  'streamName.leading$': named((unique) => `$${unique}`),
  'streamName.leading$$': named((unique) => `$$${unique}`),
  'streamName.leading$$$': named((unique) => `$$$${unique}`),
  'streamName.at': named((unique) => `0@${unique}`),
  'streamName.empty': named(() => ''),
  'streamName.blank': named(() => ' '),
  'streamName.$all': named(() => '$all'),
  'streamName.loneSurrogate': named((unique) => `${unique}\ud800`),
  'streamName.caseSensitive': async (at) => {
    const stream = await at.given(1, 'case');
    return at.appended(stream.toUpperCase(), anEvent(), 'no_stream');
  },
  'streamName.unicodeNormalisation': async (at) => {
    const stream = at.stream();
    await at.append(`${stream}é`, anEvent(), 'no_stream');
    return at.appended(`${stream}é`.normalize('NFD'), anEvent(), 'no_stream');
  },

  'eventType.blank': typed(' '),
  'eventType.$custom': typed('$custom'),
  'eventType.len1000': typed('x'.repeat(1_000)),
  'eventType.len100k': typed('x'.repeat(100_000)),
  'eventType.unicode': typed('留痕😀'),
  'eventType.$metadata': typed('$metadata'),
  'eventType.$streamDeleted': typed('$streamDeleted'),
  'eventType.$>': typed('$>'),
  'eventType.newline': typed('a\nb'),
  'eventType.nul': typed('a\0b'),
  'contentType.other': contentTyped('text/plain'),
  'contentType.missing': contentTyped(undefined),
};
