import type { List } from 'immutable';
import { civilDateOf, DAY_MS, type Meta } from '#kernel';
import { refuse } from './catalogue-refusals.js';

/** One published version of something, in force from its first civil date until a later version takes effect. */
export interface Version {
  readonly version: number;
  readonly effectiveFrom: string;
}

/** The version in force on a civil date. Of two that take effect on one day it is the later. */
export const inForceOn = <Of extends Version>(versions: List<Of>, date: string): Of | undefined =>
  versions.findLast(({ effectiveFrom }) => effectiveFrom <= date);

/** A published version cannot be taken back, so a wrong year must not get in. */
const AHEAD_DAYS = 180;
const VERSIONS_MAX = 200;

/** The civil date on which a fact happened. */
export const today = ({ meta }: { readonly meta: Pick<Meta, 'occurredAt'> }): string => civilDateOf(meta.occurredAt);

/** Refuses a version that does not follow the published ones. */
export function requireNextVersion(
  versions: List<Version>,
  { version, effectiveFrom }: Version,
  publishedOn: string,
): void {
  const last = versions.last();
  if (last !== undefined && version <= last.version)
    throw refuse('version-not-ascending', {
      params: { stated: version, last: last.version },
      pointer: '/data/version',
    });
  const pointer = '/data/effectiveFrom';
  if (last !== undefined && effectiveFrom < last.effectiveFrom)
    throw refuse('effective-before-earlier-version', {
      params: { stated: effectiveFrom, last: last.effectiveFrom },
      pointer,
    });
  if (Date.parse(effectiveFrom) - Date.parse(publishedOn) > AHEAD_DAYS * DAY_MS)
    throw refuse('publication-too-far-ahead', { params: { date: effectiveFrom, days: AHEAD_DAYS }, pointer });
  if (versions.size >= VERSIONS_MAX) throw refuse('too-many-versions', { params: { max: VERSIONS_MAX } });
}
