import type { Dimensions, Measurement } from '#read-store';
import { row, type Measure } from './measures.js';

/** The civil day for which each stage of something counts; undefined while it is not reached, or no longer holds. */
export type Stages<Stage extends Measure> = Readonly<Record<Stage, string | undefined>>;

/** What a fact changed: a stage that is left, or moves to another day, is taken back where it stood. */
export const stageRows = <Stage extends Measure>(
  stages: readonly Stage[],
  dims: Dimensions,
  before: Stages<Stage> | undefined,
  after: Stages<Stage>,
): readonly Measurement[] =>
  stages.flatMap((stage) => {
    const [was, is] = [before?.[stage], after[stage]];
    if (was === is) return [];
    return [
      ...(was === undefined ? [] : row(stage, -1, was, dims)),
      ...(is === undefined ? [] : row(stage, 1, is, dims)),
    ];
  });
