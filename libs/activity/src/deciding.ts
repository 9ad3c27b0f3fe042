import { canonical, type Fact, type NewFact, type Rule, type Rules, type Seen } from '#kernel';
import { refuse } from './activity-refusals.js';
import type { Flag } from './fields.js';

/** The rules of an aggregate: what each gives back is what it noticed. */
export type FlaggingRules<State, Stated extends Fact> = Rules<State, Stated, readonly Flag[]>;

/** What the ledger quotes beside a statement that its rule let pass; undefined where there is nothing to quote. */
type Quote<Stated extends Fact> = (fact: Stated, seen: Seen) => Readonly<Record<string, unknown>>;

/** The statement itself, with what is quoted and the flags its rule raised; refuses a statement that brings its own flags. */
export function decideWithFlags<State, Stated extends Fact<string, object>>(
  rules: FlaggingRules<State, Stated>,
  quote: Quote<Stated>,
) {
  const byType = new Map<string, Rule<State, Stated, readonly Flag[]>>(Object.entries(rules));
  return (state: State, fact: Stated, seen: Seen, stream: string): readonly NewFact[] => {
    const { type, version, data } = fact;
    if ('flags' in data) throw refuse('flags-not-stated', { pointer: '/data/flags' });
    const flags = byType.get(type)?.(state, fact, seen, stream) ?? [];
    const quoted = { ...data, ...quotedIn(data, quote(fact, seen)) };
    return [{ type, version, data: flags.length === 0 ? quoted : { ...quoted, flags } }];
  };
}

/** What there is to quote; refuses a statement that brings a quote of its own, unless it is the same. */
function quotedIn(data: object, quotes: Readonly<Record<string, unknown>>): object {
  const known = Object.entries(quotes).filter(([, value]) => value !== undefined);
  for (const [field, value] of Object.entries(quotes)) {
    const stated: unknown = Reflect.get(data, field);
    if (stated !== undefined && (value === undefined || canonical(stated) !== canonical(value)))
      throw refuse('quote-differs', { params: { field }, pointer: `/data/${field}` });
  }
  return Object.fromEntries(known);
}
