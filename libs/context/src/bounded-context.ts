import type { Provider, Type } from '@nestjs/common';
import type { AnyAggregate, Context, RefusalText } from '#kernel';
import type { Process } from '#process';
import type { Figure, Projection } from '#read-store';
import type { LinkFields, Links } from './links.js';

/** The figures of a context, each list in the order answers show them. Whatever is in one of them can be asked for by its code. */
interface ContextFigures {
  /** Of the network; a node's scorecard shows those that are cut by node. */
  readonly network?: readonly Figure[];
  /** Of one agency. */
  readonly agency?: readonly Figure[];
  /** Columns of statements and the rates behind scores: cited there, on no scorecard. */
  readonly cited?: readonly Figure[];
}

type RefusalTable = Readonly<Record<string, RefusalText>>;

/** What the contexts and the platform beneath them declare between them. */
interface AllContexts {
  readonly refusals: readonly RefusalTable[];
  readonly aggregates: readonly AnyAggregate[];
  readonly links: Links;
}

/**
 * A bounded context as one value: all that the ledger takes from it. Each lib of a context exports one, and `contexts.ts` of the
 * app lists them; event types, projections, figures, routes, error codes and their documentation follow from that list.
 */
export interface BoundedContext extends Context {
  readonly refusals: RefusalTable;
  /** One that reads what all contexts declare is made when they are known. */
  readonly projections: readonly (Projection | ((all: AllContexts) => Projection))[];
  readonly figures: ContextFigures;
  /** What follows from its events once its time has come. */
  readonly processes?: readonly Process[];
  /** How payloads, of whichever context, name its streams. */
  readonly links?: LinkFields;
  /** Controllers of the reads over what it keeps. */
  readonly reads: readonly Type<unknown>[];
  /** What these are built from, beside what the platform gives to all. */
  readonly providers?: readonly Provider[];
}
