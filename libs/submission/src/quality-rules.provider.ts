import { Injectable } from '@nestjs/common';
import { eventsAsOf } from '#context';
import { EventStore } from '#event-store';
import { type QualityRule, qualityRuleOn, qualitySight } from './quality-rule.js';

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
