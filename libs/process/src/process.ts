import { civilDateOf, type Fact } from '#kernel';
import type { Document, Measurement, Projection } from '#read-store';

/** A statement that falls due. */
export interface Owed {
  readonly type: string;
  readonly data: object;
  /** When it falls due, and is said to have happened: a ledger instant. */
  readonly at: string;
  /** The event it follows from, and the business that belongs to. */
  readonly cause: { readonly id: string; readonly correlationId: string };
}

/**
 * What follows from what was recorded, once its time has come: a pure function from a stream's effective facts to the statement
 * it owes. It knows no clock; that is asked by the runner.
 */
export interface Process<State extends object = object> {
  /** Kebab-case; with the cause it identifies what is stated, for ever. */
  readonly name: string;
  /** Goes up with any change of what is computed. */
  readonly version: number;
  /** Categories of the streams it reads. */
  readonly categories: readonly string[];
  /** What is remembered of a stream after `fact`; undefined: nothing is owed of it, and nothing will be without another fact. */
  evolve(state: State | undefined, fact: Fact): State | undefined;
  /** What a stream owes, if it does. */
  owes(state: State): Owed | undefined;
}

/** What is kept of a stream that owes something, or may do so again. `dueOn` is the civil date on which it falls due. */
export interface OwedDocument extends Document {
  readonly state: object;
  readonly owed?: Owed;
  readonly dueOn?: string;
}

/** `source` of what a process states. */
export const sourceOf = ({ name }: Pick<Process, 'name'>): string => `urn:liuhen:process:${name}`;

/** The measures of a process: what is owed on a day, and what it has stated on one. */
export const measuresOf = ({ name }: Pick<Process, 'name'>): { readonly owed: string; readonly stated: string } => ({
  owed: `${name}-owed`,
  stated: `${name}-stated`,
});

/**
 * A process as a projection: what it remembers are documents, what is owed are rows on the day it falls due. So it keeps up with
 * the log, is corrected, rebuilt and compared as all projections are, and what was owed before a kill is owed after it.
 */
export function owedBy<State extends object>(process: Process<State>): Projection<OwedDocument> {
  const { name, version, categories } = process;
  const { owed, stated } = measuresOf(process);
  const row = (measure: string, amount: number, occurredOn: string): Measurement => ({
    measure,
    amount,
    occurredOn,
    dims: {},
  });
  return {
    name,
    version,
    categories,
    indexes: ['dueOn'],
    measures: { [owed]: { cuts: [] }, [stated]: { cuts: [] } },
    daily: [owed, stated],
    project: (doc, fact) => {
      const before = doc?.state as State | undefined;
      const state = process.evolve(before, fact);
      if (state === undefined) return undefined;
      if (state === before) return doc;
      const due = process.owes(state);
      return due === undefined ? { state } : { state, owed: due, dueOn: civilDateOf(due.at) };
    },
    measure: ({ meta }, before, after) => [
      ...(before?.dueOn === undefined ? [] : [row(owed, -1, before.dueOn)]),
      ...(after?.dueOn === undefined ? [] : [row(owed, 1, after.dueOn)]),
      ...(meta.source === sourceOf(process) ? [row(stated, 1, civilDateOf(meta.occurredAt))] : []),
    ],
  };
}
