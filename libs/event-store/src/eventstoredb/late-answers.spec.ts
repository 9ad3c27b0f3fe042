import './late-answers.js';

import { EventStoreDBClient, jsonEvent, type AppendResult } from '@eventstore/db-client';
import { expect, it } from '@jest/globals';
import { startDouble } from '#testing/eventstoredb/running-double';

const append = (client: EventStoreDBClient, stream: string): Promise<AppendResult> =>
  client.appendToStream(stream, jsonEvent({ type: 'Noted', data: {} }), { expectedRevision: 'no_stream' });

it('an answer to an append that the client has forgotten does not end the process, and later ones come', async () => {
  const [failing, slow] = await Promise.all([startDouble(), startDouble()]);
  const [one, other] = [failing, slow].map(({ url }) => EventStoreDBClient.connectionString(url));
  if (one === undefined || other === undefined) throw new Error('there are two');
  await append(one, 'warm');
  await append(other, 'warm');
  await slow.faults({ delayAnswersMs: 500 });
  const forgotten = expect(append(other, 'late')).rejects.toThrow();
  await failing.kill();
  await forgotten;
  expect(await append(other, 'next')).toMatchObject({ success: true });
  await Promise.all([one.dispose(), other.dispose()]);
  await Promise.all([failing.close(), slow.close()]);
});
