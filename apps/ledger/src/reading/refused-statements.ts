import { Injectable } from '@nestjs/common';
import { type PostingRejected, postingsProjection, statementKeyOf } from '#submission/published';
import { EventLookup } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { ReadStore, type RowFilter } from '#read-store';

/**
 * What became of a refused statement. MENDED: one of the same source and id was recorded after it. UNTOLD: it had no id to look
 * for, or one that an earlier statement has used up, so that its correction bears another.
 */
export type Mending = 'OPEN' | 'MENDED' | 'UNTOLD';

/** One refusal as it was noted, with what the caller's own words were kept of. */
export type Refused = Omit<PostingRejected, 'payloadSha256'> & {
  readonly recordedAt: string;
  readonly position: number;
  readonly stream: string;
  readonly eventId: string;
};

/** A statement that was refused, once or more: one thing to mend. */
export interface RefusedStatement {
  readonly mending: Mending;
  /** The newest first. */
  readonly refusals: readonly [Refused, ...Refused[]];
}

/** Refusals that are looked at for one answer. */
const REFUSALS_MAX = 500;
const SHOWN_MAX = 50;

/** Refusals gathered by the statement they are of, and what became of each. */
@Injectable()
export class RefusedStatements {
  constructor(
    private readonly models: ReadStore,
    private readonly lookup: EventLookup,
  ) {}

  /** Those refused in a scope, the newest refusal first; `isComplete` is false where older ones were not looked at. */
  async of(
    filter: Omit<RowFilter, 'measures'>,
  ): Promise<{ readonly items: readonly RefusedStatement[]; readonly isComplete: boolean }> {
    const measures = ['posting-rejected'];
    const rows = await this.models.rows(
      postingsProjection,
      { ...filter, measures },
      { limit: REFUSALS_MAX, order: 'newest-first' },
    );
    const refused = await Promise.all(rows.map(({ eventId }) => this.#refused(eventId)));
    const byStatement = Map.groupBy(refused, (each) => keyOf(each));
    const items = await Promise.all(
      [...byStatement.values()].map(async ([newest, ...older]) => {
        if (newest === undefined) throw new Error('no group is empty');
        const refusals = [newest, ...older] as const;
        return { mending: await this.#mending(refusals, filter.atPosition ?? Infinity), refusals };
      }),
    );
    return { items, isComplete: rows.length < REFUSALS_MAX };
  }

  /** The refusals of one statement that lie within `dims`, the newest first. */
  async ofStatement(
    source: string,
    statementId: string,
    dims: NonNullable<RowFilter['dims']>,
  ): Promise<readonly Refused[]> {
    const filter = { measures: ['statement-refused'], dims: { ...dims, code: statementKeyOf(source, statementId) } };
    const rows = await this.models.rows(postingsProjection, filter, { limit: SHOWN_MAX, order: 'newest-first' });
    return Promise.all(rows.map(({ eventId }) => this.#refused(eventId)));
  }

  async #refused(id: string): Promise<Refused> {
    const event = await this.lookup.event(id);
    if (event === undefined) throw new Error(`a row cites event ${id}, which is not in the log`);
    return refusedOf(event);
  }

  async #mending(refusals: RefusedStatement['refusals'], atPosition: number): Promise<Mending> {
    const [{ source, statementId }] = refusals;
    if (source === undefined || statementId === undefined) return 'UNTOLD';
    const [recorded] = await this.lookup.statement(source, statementId);
    if (recorded === undefined || recorded.position > atPosition) return 'OPEN';
    return recorded.position > (refusals.at(-1)?.position ?? Infinity) ? 'MENDED' : 'UNTOLD';
  }
}

function refusedOf({ id: eventId, stream, position, data, meta }: RecordedEvent): Refused {
  const { payloadSha256: _digest, ...said } = data as PostingRejected;
  return { ...said, recordedAt: meta.recordedAt, position, stream, eventId };
}

/** Refusals of one statement share it; what bears no id stands alone. */
const keyOf = ({ source, statementId, eventId }: Refused): string =>
  source === undefined || statementId === undefined ? eventId : `${source}\n${statementId}`;
