import type streams from '@eventstore/db-client/generated/streams_pb.js';

type FilterOptions = streams.ReadReq.Options.FilterOptions;
type Expression = streams.ReadReq.Options.FilterOptions.Expression;

const DEFAULT_WINDOW = 32;

/** A filter on stream names or on event types. */
export class EventFilter {
  /** So many events are looked at, at most, for one page. */
  readonly window: number;
  /** A checkpoint comes after so many pages. */
  readonly checkpointInterval: number;
  readonly #isOnType: boolean;
  readonly #accepts: (name: string) => boolean;

  /** Throws when the regular expression is none. */
  constructor(options: FilterOptions) {
    this.window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
    this.checkpointInterval = options.getCheckpointintervalmultiplier();
    this.#isOnType = options.hasEventType();
    this.#accepts = acceptance(this.#isOnType ? options.getEventType() : options.getStreamIdentifier());
  }

  matches(stream: string, type: string): boolean {
    return this.#accepts(this.#isOnType ? type : stream);
  }
}

function acceptance(expression: Expression | undefined): (name: string) => boolean {
  const pattern = expression?.getRegex() ?? '';
  if (pattern !== '') {
    const regex = new RegExp(pattern);
    return (name) => regex.test(name);
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (name) => prefixes.some((prefix) => name.startsWith(prefix));
}
