import type { NewFact, Seen } from './aggregate.js';
import type { Fact } from './event.js';

/** The rule of one event type: refuses by throwing. */
export type Rule<State, Stated, Outcome> = (state: State, fact: Stated, seen: Seen, stream: string) => Outcome;

/** The rules of an aggregate, one for each of its event types. */
export type Rules<State, Stated extends Fact, Outcome = object | void> = {
  readonly [Type in Stated['type']]: Rule<State, Extract<Stated, { readonly type: Type }>, Outcome>;
};

/** Decides by a table of rules: what is recorded is the statement itself, and what its rule gives back is added to its data. */
export function decideBy<State, Stated extends Fact<string, object>>(rules: Rules<State, Stated>) {
  const byType = new Map<string, Rule<State, Stated, object | void>>(Object.entries(rules));
  return (state: State, fact: Stated, seen: Seen, stream: string): readonly NewFact[] => {
    const { type, version } = fact;
    const stated: object = fact.data;
    const added = byType.get(type)?.(state, fact, seen, stream) as object | undefined;
    return [{ type, version, data: added === undefined ? stated : { ...stated, ...added } }];
  };
}
