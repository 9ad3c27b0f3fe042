import type { Fact, NewFact, Seen } from '#kernel';
import { refuse } from './activity-refusals.js';
import type { Flag } from './fields.js';

/** The rule of one event type: refuses by throwing, and names what it noticed. */
type Rule<State, Stated extends Fact> = (state: State, fact: Stated, seen: Seen) => readonly Flag[];

/** The rules of an aggregate, one for each of its event types. */
export type Rules<State, Stated extends Fact> = {
  readonly [Type in Stated['type']]: Rule<State, Extract<Stated, { readonly type: Type }>>;
};

/** What the ledger quotes beside a statement that its rule let pass. */
type Quote<Stated extends Fact> = (fact: Stated, seen: Seen) => object;

/** The statement itself, with what is quoted and the flags its rule raised; refuses a statement that brings its own flags. */
export function decideBy<State, Stated extends Fact<string, object>>(
  rules: Rules<State, Stated>,
  quote: Quote<Stated>,
) {
  const byType = rules as unknown as Readonly<Record<string, Rule<State, Stated> | undefined>>;
  return (state: State, fact: Stated, seen: Seen): readonly NewFact[] => {
    const { type, version, data } = fact;
    if ('flags' in data) throw refuse('flags-not-stated', { pointer: '/data/flags' });
    const flags = byType[type]?.(state, fact, seen) ?? [];
    const quoted = { ...data, ...quote(fact, seen) };
    return [{ type, version, data: flags.length === 0 ? quoted : { ...quoted, flags } }];
  };
}
