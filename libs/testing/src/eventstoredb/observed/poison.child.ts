/**
 * Runs one check whose client breaks its process: `poison.child.ts URL NAME`. Prints what came of it, and what nobody caught.
 */
import { setTimeout as elapsed } from 'node:timers/promises';
import { streamNameFilter, type EventData } from '@eventstore/db-client';
import { anEvent, answerWithin, events, Observer, type Check } from './observer.js';
import { attempt, failureOf, type Outcome } from './outcome.js';
import { Watched } from './watched.js';

const [, , url = '', name = ''] = process.argv;
/** The second answer to an event that cannot be read comes when its write times out. */
const SECOND_ANSWER_MS = 2_500;

const success = (at: Observer, client = at.client): Promise<Outcome> => {
  const appended = attempt(client.appendToStream(at.stream(), anEvent()), (result) => result.success);
  return answerWithin(1_000, appended).catch(({ message }: Error) => message);
};

/** An event that the client sends as it is, whatever its types say. */
const malformed = (parts: Readonly<Record<string, unknown>>): EventData => ({ ...anEvent(), ...parts });

const refused =
  (parts: Readonly<Record<string, unknown>>): Check =>
  (at) =>
    at.appended(at.stream(), malformed(parts));

const besideOthers =
  (parts: Readonly<Record<string, unknown>>): Check =>
  async (at) => {
    const other = at.connect();
    await success(at, other);
    const before = [success(at), success(at), success(at)];
    const bad = refused(parts)(at);
    const [after, otherClient] = [success(at), success(at, other)];
    return {
      bad: await bad,
      sameClientBefore: await Promise.all(before),
      sameClientAfter: await after,
      otherClientSameProcess: await otherClient,
      laterSameClient: await success(at),
    };
  };

const wedging =
  (parts: Readonly<Record<string, unknown>>): Check =>
  async (at) => {
    const [first, appendRightAfter] = [await refused(parts)(at), await success(at)];
    await elapsed(SECOND_ANSWER_MS);
    return { first, appendRightAfter, append5sLater: await success(at) };
  };

const handlingBadly =
  (checkpointReached: () => void | Promise<void>): Check =>
  async (at) => {
    const stream = at.stream();
    const fromPosition = await at.positionAfter(stream, anEvent());
    await at.append(stream, events(100));
    const filter = streamNameFilter({ prefixes: [stream], checkpointReached });
    const watched = new Watched(at.client.subscribeToAll({ fromPosition, filter }));
    await watched.said('ev31');
    await elapsed(200);
    return { eventsSeen: watched.numbers.length, other: watched.log.filter((said) => !said.startsWith('ev')) };
  };

const CHECKS: Readonly<Record<string, Check>> = {
  'id.notUuid': async (at) => ({ bad: await refused({ id: 'no-uuid' })(at), sameClientRightAfter: await success(at) }),
  'id.emptyString': refused({ id: '' }),
  'eventType.empty': async (at) => {
    const stream = at.stream();
    const answer = await at.appended(stream, malformed({ type: '' }));
    return { answer, back: await at.revisions(stream) };
  },
  'poison.idUndefined': besideOthers({ id: undefined }),
  'poison.typeUndefined': besideOthers({ type: undefined }),
  'poison.idNotUuid': besideOthers({ id: 'zzz' }),
  'wedge.emptyEventType': wedging({ type: '' }),
  'wedge.idNotUuid': wedging({ id: 'no-uuid' }),
  'checkpoint.handlerThrows': handlingBadly(() => {
    throw new Error('boom');
  }),
  'checkpoint.handlerRejects': handlingBadly(async () => {
    throw new Error('boom');
  }),
  'exit.badEventType.defaultNodeDies': async (at) => {
    await refused({ type: '' })(at);
    return elapsed(2 * SECOND_ANSWER_MS);
  },
};

const uncaught: object[] = [];
if (!name.startsWith('exit.')) {
  process.on('unhandledRejection', (error) =>
    uncaught.push({ kind: 'unhandledRejection', ...(failureOf(error) as object) }),
  );
}
const at = new Observer(url);
await success(at);
const outcome = await CHECKS[name]?.(at);
const found = uncaught.length === 0 ? outcome : { ...(outcome as object), UNCAUGHT: uncaught };
process.stdout.write(JSON.stringify(found), () => process.exit());
