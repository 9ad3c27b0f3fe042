import type { View } from './aggregate.js';
import type { EventType } from './event-type.js';
import type { Fact } from './event.js';

type Step<State, Stated> = (state: State, fact: Stated) => State;

type Steps<Table extends Readonly<Record<string, EventType>>, State> = {
  readonly [Type in keyof Table & string]?: Step<State, Fact<Type, InstanceType<Table[Type]['payload']>>>;
};

/** A fold in steps by event type, typed from the table of the context that records them; facts of other types change nothing. */
export function viewOf<Table extends Readonly<Record<string, EventType>>, State>(
  name: string,
  initial: State,
  steps: Steps<Table, State>,
): View<State> {
  const byType = new Map<string, Step<State, Fact>>(Object.entries(steps));
  return { name, initial, evolve: (state, fact) => byType.get(fact.type)?.(state, fact) ?? state };
}
