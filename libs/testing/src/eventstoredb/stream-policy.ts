/** What a stream's metadata (`$$stream`) says of what can still be read of it. */
export interface StreamPolicy {
  /** `$tb`: revisions below are gone. */
  readonly truncateBefore: number;
  /** `$maxCount`: only so many last events are there. */
  readonly maxCount: number;
  /** `$maxAge` in seconds. */
  readonly maxAgeS: number;
}

/** `$tb` of a stream that was deleted softly: the greatest revision there is. */
export const DELETED_TRUNCATE_BEFORE = '9223372036854775807';

const EVERYTHING: StreamPolicy = { truncateBefore: 0, maxCount: Infinity, maxAgeS: Infinity };
/** A metadata stream keeps its last event only. */
const LAST_ONE: StreamPolicy = { ...EVERYTHING, maxCount: 1 };

export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const originOf = (metastream: string): string => metastream.slice(2);

export const defaultPolicy = (stream: string): StreamPolicy => (isMetastream(stream) ? LAST_ONE : EVERYTHING);

/** Metadata that is no JSON object says nothing. */
export function policyOf(metadata: string): StreamPolicy {
  const said = parsed(metadata);
  const number = (name: string, otherwise: number): number => {
    const value = said[name];
    return typeof value === 'number' ? value : otherwise;
  };
  return {
    truncateBefore: number('$tb', 0),
    maxCount: number('$maxCount', Infinity),
    maxAgeS: number('$maxAge', Infinity),
  };
}

export const isSoftDeletion = ({ truncateBefore }: StreamPolicy): boolean =>
  truncateBefore >= Number(DELETED_TRUNCATE_BEFORE);

function parsed(metadata: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(metadata);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
