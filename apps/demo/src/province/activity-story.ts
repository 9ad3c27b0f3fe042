import { ActivityTelling } from './activity-telling.js';
import { workingDayAfter } from './calendar.js';
import type { Cast, Casting } from './cast.js';
import type { Random } from './random.js';
import { Story } from './story.js';

/** Enterprises that come; about 33 on average. */
const SIZES: readonly (readonly [guests: readonly [number, number], weight: number])[] = [
  [[1, 4], 8],
  [[8, 20], 34],
  [[20, 45], 36],
  [[45, 90], 18],
  [[90, 160], 4],
];

export interface ActivityPlan {
  readonly id: string;
  readonly date: string;
  readonly random: Random;
}

/** One activity from its plan to the hub's word on it. */
export function tellActivity(cast: Cast, casting: Casting, { id, date, random }: ActivityPlan): void {
  const window = random.weighted(cast.windows.map((window) => [window, window.weight] as const));
  const story = new Story({
    agenda: cast.agenda,
    stream: `act-${id}`,
    random,
    mistakeShare: cast.mistakeShare,
    closings: cast.closings.of(window.code),
  });
  const activity = new ActivityTelling(cast, window, story, random);
  const heldOn = activity.announce(date, workingDayAfter(date, random.integer(2, 12)), id);
  if (heldOn === undefined) return;
  const [few, many] = random.weighted(SIZES);
  const guests = casting.guests(window, random.integer(few, many), heldOn, random);
  activity.hold(guests, id);
  activity.prove();
  if (!activity.review()) activity.recheck();
}
