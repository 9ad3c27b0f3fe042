import { types } from 'node:util';
import type { AppendResult } from '@eventstore/db-client';

/** What a check found, in the words in which it was recorded: plain JSON without ids, positions and times. */
export type Outcome = unknown;

const TEXT_MAX = 300;
const NAMED = [
  'type',
  'code',
  'streamName',
  'expectedVersion',
  'actualVersion',
  'maxAppendSize',
  'errorMessage',
] as const;

/** Also one that Node made, whose class is another where tests run. */
const isError = (error: unknown): error is Error => error instanceof Error || types.isNativeError(error);

/** An error by its class and what it says. */
export function failureOf(error: unknown): Outcome {
  if (!isError(error)) return { thrown: plain(error) };
  const said = new Map<string, unknown>(Object.entries(error));
  const named = NAMED.filter((name) => said.get(name) !== undefined).map((name) => [name, plain(said.get(name))]);
  return { error: error.constructor.name, ...Object.fromEntries(named), message: plain(error.message) };
}

export const resultOf = ({
  success,
  nextExpectedRevision,
  position,
}: AppendResult): Readonly<Record<string, Outcome>> => ({
  success,
  next: plain(nextExpectedRevision),
  position: position === undefined ? 'undefined' : positionOf(position),
});

/** What came of an attempt: what is said of its value, or its failure. */
export async function attempt<Value>(attempted: Promise<Value>, say: (value: Value) => Outcome): Promise<Outcome> {
  try {
    return say(await attempted);
  } catch (error) {
    return failureOf(error);
  }
}

export const ofAppend = (appended: Promise<AppendResult>): Promise<Outcome> => attempt(appended, resultOf);

/** A value as JSON can say it. */
export function plain(value: unknown): Outcome {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX)}…` : value;
  if (value === undefined) return 'undefined';
  if (value instanceof Uint8Array) return `bytes(${value.length})`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

/** Takes out what differs from run to run: names, how long somebody waited, and in which of two ways a connection was lost. */
export function normalised(outcome: Outcome): Outcome {
  const text = JSON.stringify(outcome)
    .replaceAll(/m(?:RUN|[0-9a-f]{8})-[a-zA-Z]+-\d+/g, 'STREAM')
    .replaceAll(/no answer within \d+ ms/g, 'no answer')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'SERVER')
    .replaceAll(/read ECONNRESET|Connection dropped/g, 'connection lost')
    .replaceAll(/"afterS":\d+/g, '"afterS":0');
  return JSON.parse(text) as Outcome;
}

function positionOf({ commit, prepare }: { readonly commit: bigint; readonly prepare: bigint }): string {
  return `${commit === prepare ? 'commit==prepare' : 'commit!=prepare'}${typeof commit === 'bigint' ? ' bigint' : ''}`;
}
