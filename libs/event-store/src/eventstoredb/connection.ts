/** A server or cluster, and the name under which this ledger's streams stand there. */
export interface Connection {
  /** As `@eventstore/db-client` reads it. */
  readonly text: string;
  /** Every stream of the ledger begins with it, and no other does: `liuhen.` makes `ord-1` the stream `liuhen.ord-1`. */
  readonly prefix: string;
}

const HOST = String.raw`[\w.-]+(?::\d{1,5})?`;
/** The client would take a stray `:` or `@` of a password for something else, and of several hosts to discover the first only. */
const ADDRESS = new RegExp(`^esdb(?::|\\+discover:(?!.*,))//(?<user>[^:@/,\\s]+:[^:@/,\\s]+@)?${HOST}(?:,${HOST})*/?$`);
const NAME = /^[a-z0-9]+(\.[a-z0-9]+)*$/;
const NAME_CHARACTERS_MAX = 40;

const COUNT = /^[1-9]\d*$/;
const COUNT_OR_OFF = /^(-1|[1-9]\d*)$/;
const TEXT = /^[^?\s]+$/;
/**
 * The keys the client knows, without their case, `_` and `-`; any other it would ignore. Two are left out that it takes and does
 * not keep: `tlsVerifyCert`, for it cannot skip verification, and `throwOnAppendFailure`, for it misreports refusals.
 */
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['tls', /^(true|false)$/],
  ['tlscafile', TEXT],
  ['usercertfile', TEXT],
  ['userkeyfile', TEXT],
  ['connectionname', TEXT],
  ['nodepreference', /^(leader|follower|random|read_?only_?replica)$/i],
  ['maxdiscoverattempts', COUNT],
  ['discoveryinterval', COUNT],
  ['gossiptimeout', COUNT],
  ['defaultdeadline', COUNT],
  ['keepaliveinterval', COUNT_OR_OFF],
  ['keepalivetimeout', COUNT_OR_OFF],
]);

/** `esdb://…` or `esdb+discover://…`, and our own `streamPrefix` (default `liuhen`); undefined when it cannot be used. */
export function connectionOf(text: string): Connection | undefined {
  const mark = text.indexOf('?');
  const address = mark === -1 ? text : text.slice(0, mark);
  const pairs = mark === -1 ? [] : text.slice(mark + 1).split('&');
  const given = new Map(pairs.map((pair) => [keyOf(pair), pair.slice(pair.indexOf('=') + 1)]));
  const isEachOnce = given.size === pairs.length;
  const name = given.get(PREFIX_KEY) ?? 'liuhen';
  given.delete(PREFIX_KEY);
  const found = ADDRESS.exec(address);
  const isUsable =
    found !== null &&
    isEachOnce &&
    [address, ...given.values()].every(isDecodable) &&
    [...given].every(([key, value]) => VALUES.get(key)?.test(value) === true) &&
    given.has('usercertfile') === given.has('userkeyfile') &&
    // Without TLS the client drops the password.
    !(given.get('tls') === 'false' && found.groups?.['user'] !== undefined);
  if (!isUsable || !NAME.test(name) || name.length > NAME_CHARACTERS_MAX) return undefined;
  const kept = pairs.filter((pair) => keyOf(pair) !== PREFIX_KEY);
  return { text: kept.length === 0 ? address : `${address}?${kept.join('&')}`, prefix: `${name}.` };
}

const PREFIX_KEY = 'streamprefix';

const keyOf = (pair: string): string => (pair.split('=', 1)[0] ?? '').toLowerCase().replaceAll(/[_-]/g, '');

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}
