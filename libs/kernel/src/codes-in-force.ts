import { channelOn, divisionOn, serviceClassOn, type Channel, type ServiceClass } from '#reference';
import { refuse } from './kernel-refusals.js';

/** Codes of the published lists as statements name them: refused where they are not in force on a civil date. */

export function requireClass(code: string, date: string, pointer = '/data/classCode'): ServiceClass {
  const found = serviceClassOn(code, date);
  if (found === undefined) throw refuse('class-not-in-force', { params: { code, date }, pointer });
  return found;
}

interface Classed {
  readonly classCode: string;
  readonly classReason?: string;
}

/** As `requireClass`; refuses a class that needs a reason and has none, too. */
export function requireStatedClass({ classCode: code, classReason }: Classed, date: string): ServiceClass {
  const found = requireClass(code, date);
  if (found.needsReason && classReason === undefined)
    throw refuse('class-reason-missing', { params: { code }, pointer: '/data/classReason' });
  return found;
}

export function requireChannel(code: string, date: string, pointer: string): Channel {
  const found = channelOn(code, date);
  if (found === undefined) throw refuse('channel-not-in-force', { params: { code, date }, pointer });
  return found;
}

export function requireDivision(code: string, date: string, pointer: string): void {
  if (divisionOn(code, date) === undefined) throw refuse('division-not-in-force', { params: { code, date }, pointer });
}
