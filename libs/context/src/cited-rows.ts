import { Injectable } from '@nestjs/common';
import { EventLookup } from '#event-store';
import { eventTypeOf, Registry } from '#kernel';
import { ReadStore, type MeasurementRow } from '#read-store';
import { rowsPage, type RowsAsked } from './rows-page.js';

/** A row as answers show it: with the part it belongs to, and the event it cites in one line. */
export interface CitedRow extends MeasurementRow {
  readonly part: number;
  readonly event: {
    readonly type: string;
    /** 中文事件名. */
    readonly name: string;
    readonly time: string;
    readonly recordedAt: string;
    readonly account: string;
  };
}

/** The rows behind a figure, page by page, each with its event. */
@Injectable()
export class CitedRows {
  constructor(
    private readonly models: ReadStore,
    private readonly lookup: EventLookup,
    private readonly registry: Registry,
  ) {}

  /** `after` is where the page before ended. */
  async page(
    asked: RowsAsked,
    after: number | string | undefined,
    limit: number,
  ): Promise<{ readonly items: readonly CitedRow[]; readonly next?: string }> {
    const { rows, ...next } = await rowsPage(this.models, asked, after, limit);
    const items = await Promise.all(
      rows.map(async ({ row, part }) => ({ part, ...row, event: await this.#event(row.eventId) })),
    );
    return { items, ...next };
  }

  async #event(id: string): Promise<CitedRow['event']> {
    const event = await this.lookup.event(id);
    if (event === undefined) throw new Error(`a row cites event ${id}, which is not in the log`);
    const { stream, type, meta } = event;
    const aggregate = this.registry.aggregateOf(stream)?.aggregate;
    return {
      type: this.registry.wireTypeOf(stream, type),
      name: (aggregate && eventTypeOf(aggregate, type)?.zh) ?? type,
      time: meta.occurredAt,
      recordedAt: meta.recordedAt,
      account: meta.actor.account,
    };
  }
}
