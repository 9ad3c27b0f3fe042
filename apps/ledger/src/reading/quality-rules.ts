import { Injectable } from '@nestjs/common';
import { eventsAsOf } from '#audit';
import { EventStore } from '#event-store';
import { qualityRuleOn, qualitySight, type QualityRule } from '#submission';

/** The published rules of kind DQ, as known at a position. */
@Injectable()
export class QualityRules {
  constructor(private readonly store: EventStore) {}

  /** Which rule is in force on a civil date. */
  async asOf(position: number): Promise<(date: string) => QualityRule> {
    const { stream, view } = qualitySight;
    const known = eventsAsOf(await this.store.readStream(stream), { kind: 'position', position });
    const published = known.reduce((versions, event) => view.evolve(versions, event), view.initial);
    return (date) => qualityRuleOn(published, date);
  }
}
