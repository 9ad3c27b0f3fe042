import { statusAfter, type Reservation, type Taken } from '#kernel';
import { paperEvents, type PaperFact, type PaperStatus } from './paper.events.js';

/** The order that took the paper last. Whether it still has it, its own stream tells. */
interface Holding extends Reservation {
  readonly holder: string;
}

export interface Paper {
  readonly status: PaperStatus;
  readonly held: Holding | undefined;
}

export const noPaper: Paper = { status: 'ABSENT', held: undefined };

export const evolvePaper = ({ status }: Paper, { type, data, meta }: PaperFact): Paper => ({
  status: statusAfter(paperEvents, status, type),
  held: { holder: data.holder, at: data.at, cause: meta.causationId ?? '' },
});

export const paperTaken = (stream: string): Taken<Paper> => ({ stream, initial: noPaper });
