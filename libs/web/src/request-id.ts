import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isTraceparent } from './cloud-event.js';

/** A request's id is its W3C trace id, so that logs of all systems on its way can be joined; a fresh one without a valid `traceparent`. */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const { traceparent } = headers;
  return isTraceparent(traceparent) ? traceparent.slice(3, 35) : randomUUID().replaceAll('-', '');
}
