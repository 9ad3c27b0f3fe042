import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import { civilDateOf, toInstant } from '#kernel';
import { ProjectionRunner } from '#read-store';
import { spanBegun } from './asked-period.js';
import { Names } from './names.js';
import { numberOf, refuse } from './query.js';
import type { AgencyScope, NodeScope } from './readers.js';
import type { Moment } from './as-of.js';
import { Clock } from './clock.js';

/** How long an answer waits for the projections to arrive at the position it was asked for. */
const WAIT_MS = 5_000;

interface Asking<Scope> {
  readonly scope: Scope;
  readonly asked: { readonly period: string; readonly atPosition?: string; readonly class?: string };
  readonly named: NodeScope & AgencyScope;
}

/** Civil dates, inclusive, and a position. */
interface KnownScope {
  readonly from: string;
  readonly to: string;
  readonly atPosition: number;
}

/** Which position an answer stands on. Cut-offs are positions, never times, so that the same question gets the same answer for ever. */
@Injectable()
export class Knowledge {
  constructor(
    private readonly store: EventStore,
    private readonly runner: ProjectionRunner,
    private readonly clock: Clock,
    private readonly names: Names,
  ) {}

  /**
   * What a question is answered from: what its caller is shown, over the span of its period, as known at its position. Refuses a
   * period to come, of which nothing is known but plans, and whatever it names that is not in the register.
   */
  async of<Scope extends NodeScope & AgencyScope>(
    { scope, asked, named }: Asking<Scope>,
    { isAhead = false } = {},
  ): Promise<KnownScope & Scope> {
    const span = this.span(asked.period, isAhead);
    const atPosition = await this.position(numberOf(asked.atPosition));
    await this.names.check({ ...named, class: asked.class }, atPosition);
    return { ...span, atPosition, ...scope };
  }

  /** The span of a period that has begun, or may be known ahead. */
  span(period: string, isAhead = false): Pick<KnownScope, 'from' | 'to'> {
    return spanBegun(period, civilDateOf(toInstant(this.clock.now())), isAhead);
  }

  /**
   * The civil date up to which days of a period have passed: its last, or the day of knowledge where that is earlier. That is
   * the day the position asked for was recorded; today without one.
   */
  async dayBy(to: string, asked: number | undefined): Promise<string> {
    const known = asked === undefined ? toInstant(this.clock.now()) : await this.#recordedAt(asked);
    return known.slice(0, 10) < to ? civilDateOf(known) : to;
  }

  async #recordedAt(position: number): Promise<string> {
    const { events } = await this.store.readAll({ after: Math.max(0, position - 1), limit: 1 });
    return events[0]?.meta.recordedAt ?? toInstant(this.clock.now());
  }

  /** The position asked for once all projections have passed it; without one, the last that all have passed. */
  async position(asked: number | undefined): Promise<number> {
    if (asked === undefined) return this.#reached();
    await this.passed(asked);
    return asked;
  }

  /**
   * Refuses a moment of a stream that is still to come, since nobody can say what will be recorded by then:
   * position-in-future, revision-in-future, moment-in-future.
   */
  async come(moment: Moment, stream: string, last: number): Promise<void> {
    switch (moment.kind) {
      case 'now':
        return;
      case 'revision':
        if (moment.revision <= last) return;
        throw refuse('revision-in-future', { params: { stream, revision: moment.revision, last } });
      case 'position':
        return this.reached(moment.position);
      default:
        return this.#passedBy(moment.at);
    }
  }

  /** Refuses with position-in-future a position that the log does not have yet. */
  async reached(position: number): Promise<void> {
    if (position > (await this.store.head())) await this.#recordedByAnother(position);
  }

  /** A clock that was set back does not take away what the ledger knew: its last entry has been recorded, whatever it says. */
  async #passedBy(at: string): Promise<void> {
    const now = toInstant(this.clock.now());
    if (at <= now || at <= ((await this.store.last())?.meta.recordedAt ?? '')) return;
    throw refuse('moment-in-future', { params: { at, now } });
  }

  /** Waits until all projections have passed `position`; refuses with projection-lagging when that takes too long. */
  async passed(position: number): Promise<void> {
    await this.reached(position);
    if (await this.runner.waitFor(position, WAIT_MS)) return;
    throw refuse('projection-lagging', { params: { wanted: position, reached: this.#reached() } });
  }

  /** A receipt may come from another process: what this one knows is then not the last word. */
  async #recordedByAnother(position: number): Promise<void> {
    const head = (await this.store.last())?.position ?? 0;
    if (position > head) throw refuse('position-in-future', { params: { position, head } });
  }

  #reached(): number {
    return Math.min(...this.runner.checkpoints().map(({ checkpoint }) => checkpoint));
  }
}
