/** Parts of the ledger in this process, without HTTP. */
import 'reflect-metadata';
import { join } from 'node:path';
import { SqliteEventStore } from '#event-store/sqlite';
import { canonical, Registry, sha256 } from '#kernel';
import { Recorder } from '#recorder';
import { CONTEXTS } from '../../dist/apps/ledger/src/contexts.js';
import { PROJECTIONS as ALL } from '../../dist/apps/ledger/src/projections.js';
import { activities, nodeCode, opening } from './world.mjs';

const NEEDED = ['activity', 'network', 'postings', 'streams'];
export const PROJECTIONS = ALL.filter(({ name }) => NEEDED.includes(name));

export async function openRecorder(folder, nowMs) {
  const registry = new Registry(CONTEXTS);
  const store = await SqliteEventStore.open(join(folder, 'events.db'));
  const recorder = new Recorder({ store, lookup: store.lookup, registry, now: () => nowMs });
  return { registry, store, recorder };
}

/** A CloudEvent as a statement of `actor`. */
export function statementOf(registry, event, actor) {
  const { type, eventType } = registry.byWireType(event.type);
  const dataText = canonical(event.data);
  const occurredAt = `${new Date(Date.parse(event.time) + 8 * 3_600_000).toISOString().slice(0, 23)}+08:00`;
  const meta = {
    actor,
    enteredBy: 'SELF',
    occurredAt,
    source: event.source,
    statementId: event.id,
    digest: sha256(dataText),
    correlationId: event.subject,
  };
  return { stream: event.subject, type, version: eventType.version, data: event.data, dataText, meta };
}

const AUTHORITY = { account: 'authority', org: 'authority', role: 'AUTHORITY' };
const HUB = { account: 'hub', org: 'hub-operator', node: 'HUB00', role: 'HUB' };
export const windowActor = (n) => ({
  account: `w-${nodeCode(n)}`,
  org: `op-${nodeCode(n)}`,
  node: nodeCode(n),
  role: 'WINDOW',
});

export async function say(recorder, statements) {
  const verdicts = await recorder.record(statements, 'each');
  const refused = verdicts.find(({ kind }) => kind === 'refused');
  if (refused !== undefined) throw refused.refusal;
}

/** Records the opening of a province of `nodes` windows, then about `events` events of activities spread over them. */
export async function fill({ registry, recorder }, nodes, events, nowMs) {
  for (const [index, [, stated]] of opening('', nodes, nowMs).entries())
    for (let from = 0; from < stated.length; from += 500)
      await say(
        recorder,
        stated.slice(from, from + 500).map((event) => statementOf(registry, event, index === 1 ? HUB : AUTHORITY)),
      );
  let batch = [];
  let done = 0;
  for (let a = 0; done < events; a += 1)
    for (let n = 0; n < nodes && done < events; n += 1) {
      for (const event of activities(n, a, 1, nowMs)) batch.push(statementOf(registry, event, windowActor(n)));
      if (batch.length < 500) continue;
      await say(recorder, batch.slice(0, 500));
      done += 500;
      batch = batch.slice(500);
    }
}
