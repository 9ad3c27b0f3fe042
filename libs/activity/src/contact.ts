import { channelOn } from '#reference';
import { civilDayOf } from './moments.js';

/** What a session says of itself that tells whether it is a service. */
interface Stated {
  readonly channel: string;
  readonly startAt: string;
  readonly minutes: number;
}

/** The kind of the channel on the day of the session. */
export const channelKindOf = ({ channel, startAt }: Stated): string =>
  channelOn(channel, civilDayOf(startAt))?.kind ?? 'OTHER';

/** Contact with the enterprise: material sent is none, nor is a session of no minutes, until they are corrected (Q06). */
export const isContact = (session: Stated): boolean => session.minutes > 0 && channelKindOf(session) !== 'MATERIAL';
