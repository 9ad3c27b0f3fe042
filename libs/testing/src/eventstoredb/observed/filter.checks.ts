import {
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
  type SubscribeToAllOptions,
} from '@eventstore/db-client';
import { anEvent, type Check, type Checks } from './observer.js';
import { failureOf } from './outcome.js';
import { seeded, type Seeded } from './seeded.js';
import { saidOf, watching } from './watched.js';

/** The first events that a subscription gives. */
const firstEvents =
  (count: number, options: (given: Seeded) => SubscribeToAllOptions): Check =>
  async (at) => {
    const watched = watching(at, options(await seeded(at)));
    await watched.said('caughtUp');
    await watched.unsubscribed();
    return watched.numbers.slice(0, count);
  };

export const filterChecks: Checks = {
  'filter.typePrefix': firstEvents(4, (given) => ({
    fromPosition: given.at(0),
    filter: eventTypeFilter({ prefixes: ['Odd'] }),
  })),
  'filter.regex.stream': firstEvents(4, (given) => ({
    fromPosition: given.at(0),
    filter: streamNameFilter({ regex: `^${given.odd}$` }),
  })),
  'filter.excludeSystemEvents': async (at) => {
    const watched = watching(at, { filter: excludeSystemEvents() });
    await watched.said('caughtUp');
    await watched.unsubscribed();
    const system = watched.found.filter(({ event }) => event?.type.startsWith('$'));
    return { some: watched.found.length > 0, systemTypes: system.length };
  },
  'filter.prefixes.multiple': async (at) => {
    const given = await seeded(at);
    const other = at.stream('match');
    await at.append(other, anEvent(0));
    await at.append(other, anEvent(1));
    const filter = streamNameFilter({ prefixes: [given.odd, other] });
    const watched = watching(at, { fromPosition: given.at(0), filter });
    await watched.said('caughtUp');
    await watched.unsubscribed();
    return watched.numbers;
  },
  'filter.badRegex': async (at) => {
    const watched = watching(at, { filter: streamNameFilter({ regex: '(' }) });
    await watched.until((log) => log.length > 0);
    return [failureOf(watched.error)];
  },
  'filter.emptyPrefixes': saidOf((given) => ({
    fromPosition: given.at(0),
    filter: streamNameFilter({ prefixes: [] }),
  })),
};
