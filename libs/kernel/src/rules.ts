import type { NewFact, Seen } from './aggregate.js';
import type { Fact } from './event.js';

/** The rule of one event type: refuses by throwing. Given back is what the ledger adds to the statement's data, if anything. */
type Rule<State, Stated> = (state: State, fact: Stated, seen: Seen, stream: string) => object | void;

/** The rules of an aggregate, one for each of its event types. */
export type Rules<State, Stated extends Fact> = {
  readonly [Type in Stated['type']]: Rule<State, Extract<Stated, { readonly type: Type }>>;
};

/** Decides by a table of rules: what is recorded is the statement itself, with what its rule adds. */
export function decideBy<State, Stated extends Fact<string, object>>(rules: Rules<State, Stated>) {
  const byType = new Map<string, Rule<State, Stated>>(Object.entries(rules));
  return (state: State, fact: Stated, seen: Seen, stream: string): readonly NewFact[] => {
    const { type, version } = fact;
    const stated: object = fact.data;
    const added = byType.get(type)?.(state, fact, seen, stream) as object | undefined;
    return [{ type, version, data: added === undefined ? stated : { ...stated, ...added } }];
  };
}
