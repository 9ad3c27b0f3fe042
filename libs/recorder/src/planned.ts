import type { Append } from '#event-store';
import { canonical, type Fact, type Folded, type Refusal, type Statement } from '#kernel';

/** What a decision adds to one stream, of which `revision` is the last before. */
export interface Added {
  readonly stream: string;
  readonly revision: number;
  readonly facts: readonly Fact[];
  readonly folded: Folded;
  /** Of a stream other than its own: whether others of the decision name it. */
  readonly ahead?: 'first' | 'then';
}

/** What a decision adds to its own stream, and along to others. */
export interface Decided {
  readonly own: Added;
  readonly along: readonly Added[];
}

/** A statement decided: what to append to its own stream, what along on others before that, and what each will then be. */
export interface Planned {
  readonly own: Append;
  readonly along: readonly Append[];
  readonly folded: ReadonlyMap<string, Folded>;
}

/**
 * What became of a statement. `deferred`: the decision would rest on facts that may yet fail to be recorded, so it is
 * to be decided when those are settled.
 */
export type Decision = Planned | Refusal | 'deferred';

export const plannedOf = ({ own, along }: Decided, statement: Statement): Planned => ({
  own: appendOf(own, statement),
  along: along.map((added) => appendOf(added)),
  folded: new Map([...along, own].map(({ stream, folded }) => [stream, folded])),
});

/** The words of a statement stay as they were said, where the decision adds nothing to them. */
const appendOf = ({ stream, revision, facts, ahead }: Added, statement?: Statement): Append => ({
  stream,
  ...(ahead === undefined ? {} : { ahead }),
  expected: revision === -1 ? 'none' : revision,
  events: facts.map(({ id, type, version, data, meta }) => ({
    id,
    type,
    version,
    dataText: statement !== undefined && data === statement.data ? statement.dataText : canonical(data),
    meta,
  })),
});
