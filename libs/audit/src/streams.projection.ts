import type { Fact } from '#kernel';
import type { Projection } from '#read-store';
import type { Links } from '#context';

/** Where a stream is found from: the business it belongs to, and what its events name. */
export interface StreamEntry {
  readonly [field: string]: unknown;
  /** Correlation ids of its events, in order of appearance. */
  readonly correlations: readonly string[];
  /** Ids of the events that are named as the cause of its own, in order of appearance. */
  readonly causes: readonly string[];
  /** Streams of the same business that its events name in their data, in order of appearance. */
  readonly names: readonly string[];
  /** SHA-256 of the evidence files its events name, sorted. */
  readonly evidence: readonly string[];
}

interface EntryRestated {
  readonly replacement: object;
}

interface NamesEvidence {
  readonly evidence?: readonly { readonly sha256: string }[];
}

/** The files one event names, a restatement's replacement included. */
const evidenceOf = (fact: Fact): readonly string[] => {
  const data = fact.type === 'EntryRestated' ? (fact as Fact<string, EntryRestated>).data.replacement : fact.data;
  return ((data as NamesEvidence).evidence ?? []).map(({ sha256 }) => sha256);
};

const union = (before: readonly string[], added: readonly string[]): readonly string[] =>
  added.every((member) => before.includes(member)) ? before : [...new Set([...before, ...added])];

/** P14: an index over all streams, so that a trace finds every stream of one piece of business and a file its events. */
export const streams = {
  name: 'streams',
  version: 3,
  reads: 'recorded',
  indexes: ['correlations', 'causes', 'names', 'evidence'],
} satisfies Projection<StreamEntry>;

/** Makes its entries, of which the links that contexts declare are a part. */
export const streamsProjection = (links: Links): Projection<StreamEntry> => ({
  ...streams,
  project: (doc, fact) => {
    const { correlationId, causationId } = fact.meta;
    const correlations = union(doc?.correlations ?? [], [correlationId]);
    const causes = union(doc?.causes ?? [], causationId === undefined ? [] : [causationId]);
    const names = union(doc?.names ?? [], links.of(fact).business);
    const evidence = union(doc?.evidence ?? [], evidenceOf(fact));
    // The same object tells the runner that nothing needs writing.
    const isAsBefore =
      doc?.correlations === correlations && doc.causes === causes && doc.names === names && doc.evidence === evidence;
    return isAsBefore ? doc : { correlations, causes, names, evidence };
  },
});
