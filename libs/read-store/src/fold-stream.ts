import { canonical, effective, isCorrection, type Counted, type Fact, type RecordedEvent } from '#kernel';
import { checkDocument } from './check-document.js';
import type { MeasurementRow } from './measurement.js';
import type { Document, Projection, Voiding } from './projection.js';
import type { DeadLetter } from './read-store.js';
import { difference, stated, toRows, type Stated } from './stated.js';

/** What folding a stream may have to look up, and how its events come to the newest shape. */
export interface StreamSources {
  /** The stream's rows of earlier steps, in order. */
  rowsOf(stream: string): Promise<readonly MeasurementRow[]>;
  /** The stream's events up to and including `revision`. */
  eventsOf(stream: string, revision: number): Promise<readonly RecordedEvent[]>;
  /** The event in the newest shape of its type. */
  current(event: RecordedEvent): RecordedEvent;
}

/** What one projection made of a stream's next events; those from a dead letter's position on were not applied. */
export interface StreamFold {
  readonly doc: Document | undefined;
  readonly rows: readonly MeasurementRow[];
  readonly parked?: DeadLetter & { readonly cause: unknown };
}

/** Folds the next events of one stream, in order, onto its document. Rejects only when a source does. */
export async function foldStream(
  projection: Projection,
  before: Document | undefined,
  events: readonly RecordedEvent[],
  sources: StreamSources,
): Promise<StreamFold> {
  const rows: MeasurementRow[] = [];
  let doc = before;
  for (const event of events) {
    try {
      const entry =
        isCorrection(event) && projection.reads !== 'recorded'
          ? await corrected(projection, event, rows, sources)
          : ordinary(projection, doc, event, sources);
      doc = entry.doc;
      rows.push(...('voidsAllBut' in entry.rows ? await takenBack(entry.rows, event, rows, sources) : entry.rows));
    } catch (error) {
      if (!(error instanceof Poison)) throw error;
      const { stream, position } = event;
      return { doc, rows, parked: { stream, position, reason: error.message, cause: error.cause } };
    }
  }
  return { doc, rows };
}

const REASON_CHARACTERS = 500;

/** Wraps what a pure function threw over an event, to tell it from a source that failed. */
class Poison extends Error {}

function pure<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Poison(String(error).slice(0, REASON_CHARACTERS), { cause: error });
  }
}

interface Entry {
  readonly doc: Document | undefined;
  /** Or which take back what stands. */
  readonly rows: readonly MeasurementRow[] | Voiding;
}

function ordinary(
  projection: Projection,
  before: Document | undefined,
  event: RecordedEvent,
  sources: StreamSources,
): Entry {
  const { doc, measured } = pure(() => applied(projection, before, sources.current(event), event.stream));
  return { doc, rows: 'voidsAllBut' in measured ? measured : toRows(measured, event) };
}

async function takenBack(
  { voidsAllBut }: Voiding,
  event: RecordedEvent,
  pending: readonly MeasurementRow[],
  sources: StreamSources,
): Promise<readonly MeasurementRow[]> {
  const standing = await standingRows(event.stream, pending, sources);
  return toRows(
    difference(
      [],
      standing.filter(({ measure }) => !voidsAllBut.includes(measure)),
    ),
    event,
  );
}

/** The stream as it reads now that the correction stands, and the rows that bring the measures there. */
async function corrected(
  projection: Projection,
  correction: RecordedEvent,
  rows: readonly MeasurementRow[],
  sources: StreamSources,
): Promise<Entry> {
  const { stream, revision } = correction;
  const events = await sources.eventsOf(stream, revision);
  const standing = await standingRows(stream, rows, sources);
  return pure(() => {
    const facts = effective(events).map((event) => sources.current(event));
    const { doc, statements } = refolded(projection, facts, stream);
    return { doc, rows: toRows(difference(statements, standing), correction) };
  });
}

const standingRows = async (
  stream: string,
  pending: readonly MeasurementRow[],
  sources: StreamSources,
): Promise<readonly MeasurementRow[]> => [...(await sources.rowsOf(stream)), ...pending];

/** The rows of nodes that effective facts of one stream come to: what an aggregate says it counts for (`counted`). */
export const countedBy =
  (projection: Projection) =>
  (facts: readonly Fact[], stream: string): readonly Counted[] =>
    refolded(projection, facts, stream).statements.flatMap(({ originId: _origin, ...row }) =>
      row.dims.node === undefined ? [] : [{ node: row.dims.node, on: row.occurredOn, row: canonical(row) }],
    );

function refolded(
  projection: Projection,
  facts: readonly Fact[],
  stream: string,
): { readonly doc: Document | undefined; readonly statements: readonly Stated[] } {
  let doc: Document | undefined;
  let statements: Stated[] = [];
  for (const fact of facts) {
    const next = applied(projection, doc, fact, stream);
    doc = next.doc;
    if ('voidsAllBut' in next.measured) {
      const { voidsAllBut } = next.measured;
      statements = statements.filter(({ measure }) => voidsAllBut.includes(measure));
    } else statements.push(...next.measured);
  }
  return { doc, statements };
}

interface Applied {
  readonly doc: Document | undefined;
  readonly measured: readonly Stated[] | Voiding;
}

function applied(projection: Projection, before: Document | undefined, fact: Fact, stream: string): Applied {
  const doc = projection.project === undefined ? before : projection.project(before, fact, stream);
  if (doc !== undefined && doc !== before) checkDocument(doc, before, projection.indexes);
  const measured = projection.measure?.(fact, before, doc, stream) ?? [];
  return {
    doc,
    measured: 'voidsAllBut' in measured ? measured : measured.map((each) => stated(each, fact.id, projection)),
  };
}
