import { categoryOf, type Fact } from '#kernel';
import type { PostingRejected, subEvents } from './sub.events.js';

const REJECTED: keyof typeof subEvents = 'PostingRejected';

/** What was refused, where an event of a stream says that something was. */
export const rejectionIn = ({ type, data }: Fact, stream: string): PostingRejected | undefined =>
  type === REJECTED && categoryOf(stream) === 'sub' ? (data as PostingRejected) : undefined;
