import { canonical, LEDGER, sha256, toInstant, type Registry, type Statement } from '#kernel';

/** What the ledger states on its own. */
export interface OwnWords {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  /** Unique within `source`. */
  readonly id: string;
  readonly source: string;
  readonly atMs: number;
  /** What makes it the same statement when it is stated again; the data when left out. */
  readonly sameAs?: string;
  /** The event it follows from. */
  readonly causationId?: string;
  /** The business it belongs to; one of its own when left out. */
  readonly correlationId?: string;
}

export function ledgerStatement(registry: Registry, words: OwnWords): Statement {
  const { stream, type, data, id, source, atMs, sameAs, causationId, correlationId = id } = words;
  const eventType = registry.aggregateOf(stream)?.aggregate.events[type];
  if (eventType === undefined) throw new Error(`${stream} has no event ${type}`);
  const dataText = canonical(data);
  return {
    stream,
    type,
    version: eventType.version,
    data,
    dataText,
    meta: {
      actor: LEDGER,
      enteredBy: 'SELF',
      occurredAt: toInstant(atMs),
      source,
      statementId: id,
      digest: sha256(sameAs ?? dataText),
      correlationId,
      ...(causationId === undefined ? {} : { causationId }),
    },
  };
}
