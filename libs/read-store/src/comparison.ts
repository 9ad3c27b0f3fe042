import type { MeasurementRow } from './measurement.js';
import type { BuildKey } from './projection.js';
import type { DeadLetter, Found, Snapshot, WrongTotal } from './read-store.js';
import { byCodePoint, paired, type Pair } from './paired.js';
import { deadLetterLine, documentLine, rowLine, StateDigest } from './state-digest.js';

/** Differences that a comparison lists of each kind; all of them are counted. */
const LISTED_MAX = 100;

/** What one build holds. `digest` is that of `ReadStore.digest`. */
export interface BuildContent {
  readonly build: number;
  readonly digest: string;
  readonly documents: number;
  readonly deadLetters: number;
  readonly rows: number;
}

/** The first differences in the order of the digest, and how many there are. */
export interface Listed<Item> {
  readonly count: number;
  readonly items: readonly Item[];
}

/** A measure in a month: of its rows `rows` differ, and its amounts add up to `active` and `beside`. */
interface MeasureDifference {
  readonly measure: string;
  readonly month: string;
  readonly rows: number;
  readonly active: number;
  readonly beside: number;
}

/** A stream whose document or dead letter differs, or is in one build only. */
interface StreamDifference {
  readonly stream: string;
  readonly in: 'BOTH' | 'ACTIVE' | 'BESIDE';
}

/** A day of a measure of which one build keeps sums that its own rows do not add up to. */
interface TotalDifference extends WrongTotal {
  readonly in: 'ACTIVE' | 'BESIDE';
}

/** The active build and one beside it, both at `checkpoint`. They are equal when their digests are and no sum is wrong. */
export interface Comparison {
  readonly checkpoint: number;
  readonly isEqual: boolean;
  readonly active: BuildContent;
  readonly beside: BuildContent;
  readonly measures: Listed<MeasureDifference>;
  readonly totals: Listed<TotalDifference>;
  readonly documents: Listed<StreamDifference>;
  readonly deadLetters: Listed<StreamDifference>;
}

/** Reads both builds once, side by side, holding no more than what it lists. Both must stand at one checkpoint. */
export async function compareBuilds(
  snapshot: Snapshot,
  active: BuildKey,
  beside: BuildKey,
  signal: AbortSignal,
): Promise<Comparison> {
  const checkpoint = await snapshot.checkpoint(active);
  if (checkpoint !== (await snapshot.checkpoint(beside)))
    throw new Error(`${active.name} builds ${active.build} and ${beside.build} stand at different positions`);
  const contents: Contents = [new Content(checkpoint), new Content(checkpoint)];
  const documents = new StreamDifferences();
  for await (const pair of paired(snapshot.documents(active), snapshot.documents(beside), byId)) {
    signal.throwIfAborted();
    if (differs(pair, documentLine, contents, 'documents')) documents.add(pair, ({ id }) => id);
  }
  const deadLetters = new StreamDifferences();
  for await (const pair of paired(snapshot.deadLetters(active), snapshot.deadLetters(beside), byStream)) {
    signal.throwIfAborted();
    if (differs(pair, deadLetterLine, contents, 'deadLetters')) deadLetters.add(pair, ({ stream }) => stream);
  }
  const measures = new MeasureDifferences();
  for await (const pair of paired(snapshot.rows(active), snapshot.rows(beside), byPlace)) {
    signal.throwIfAborted();
    measures.add(pair, differs(pair, rowLine, contents, 'rows'));
  }
  const totals = new Listing<TotalDifference>();
  for await (const total of snapshot.wrongTotals(active)) totals.add({ ...total, in: 'ACTIVE' });
  for await (const total of snapshot.wrongTotals(beside)) totals.add({ ...total, in: 'BESIDE' });
  const [one, other] = [contents[0].of(active), contents[1].of(beside)];
  return {
    checkpoint,
    isEqual: one.digest === other.digest && totals.count === 0,
    active: one,
    beside: other,
    measures: measures.listed(),
    totals: totals.listed(),
    documents: documents.listed(),
    deadLetters: deadLetters.listed(),
  };
}

const byId = (a: Found, b: Found): number => byCodePoint(a.id, b.id);
const byStream = (a: DeadLetter, b: DeadLetter): number => byCodePoint(a.stream, b.stream);
const monthOf = ({ occurredOn }: MeasurementRow): string => occurredOn.slice(0, 7);
const byPlace = (a: MeasurementRow, b: MeasurementRow): number =>
  byCodePoint(a.measure, b.measure) ||
  byCodePoint(monthOf(a), monthOf(b)) ||
  byCodePoint(a.dims.node ?? '', b.dims.node ?? '') ||
  byCodePoint(a.dims.class ?? '', b.dims.class ?? '') ||
  a.position - b.position ||
  a.n - b.n;

type Kind = 'documents' | 'deadLetters' | 'rows';
type Contents = readonly [Content, Content];

/** What one side has shown so far. */
class Content {
  readonly #digest: StateDigest;
  readonly #counts: Record<Kind, number> = { documents: 0, deadLetters: 0, rows: 0 };

  constructor(checkpoint: number) {
    this.#digest = new StateDigest(checkpoint);
  }

  add(kind: Kind, line: string): void {
    this.#digest.add(line);
    this.#counts[kind] += 1;
  }

  of({ build }: BuildKey): BuildContent {
    return { build, digest: this.#digest.hex(), ...this.#counts };
  }
}

/** Adds each side's item to its content; true when the sides are not the same. */
function differs<Item>(pair: Pair<Item>, lineOf: (item: Item) => string, contents: Contents, kind: Kind): boolean {
  const [one, other] = pair.map((item) => (item === undefined ? undefined : lineOf(item)));
  if (one !== undefined) contents[0].add(kind, one);
  if (other !== undefined) contents[1].add(kind, other);
  return one !== other;
}

class Listing<Item> {
  readonly #items: Item[] = [];
  count = 0;

  add(item: Item): void {
    this.count += 1;
    if (this.#items.length < LISTED_MAX) this.#items.push(item);
  }

  listed(): Listed<Item> {
    return { count: this.count, items: this.#items };
  }
}

class StreamDifferences {
  readonly #listing = new Listing<StreamDifference>();

  add<Item>([one, other]: Pair<Item>, streamOf: (item: Item) => string): void {
    const item = one ?? other;
    if (item === undefined) return;
    const alone = one === undefined ? 'BESIDE' : 'ACTIVE';
    this.#listing.add({ stream: streamOf(item), in: one === undefined || other === undefined ? alone : 'BOTH' });
  }

  listed(): Listed<StreamDifference> {
    return this.#listing.listed();
  }
}

/** Adds up measure by measure and month by month, as rows come, and keeps those in which some differ. */
class MeasureDifferences {
  readonly #listing = new Listing<MeasureDifference>();
  #open = { measure: '', month: '', rows: 0, active: 0, beside: 0 };

  add([one, other]: Pair<MeasurementRow>, isDifferent: boolean): void {
    const row = one ?? other;
    if (row === undefined) return;
    const [measure, month] = [row.measure, monthOf(row)];
    if (measure !== this.#open.measure || month !== this.#open.month) {
      this.#close();
      this.#open = { measure, month, rows: 0, active: 0, beside: 0 };
    }
    if (isDifferent) this.#open.rows += 1;
    this.#open.active += one?.amount ?? 0;
    this.#open.beside += other?.amount ?? 0;
  }

  listed(): Listed<MeasureDifference> {
    this.#close();
    return this.#listing.listed();
  }

  #close(): void {
    if (this.#open.rows > 0) this.#listing.add(this.#open);
  }
}
