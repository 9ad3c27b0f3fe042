import { MINUTE_MS, sha256 } from '#kernel';
import type { Account } from './accounts.js';
import type { Agency } from './agencies.js';
import type { Random } from './random.js';
import type { Story, Told } from './story.js';
import { COMPLAINTS, PRAISE } from './vocabulary.js';

interface Rating {
  readonly story: Story;
  readonly random: Random;
  readonly agency: Agency;
  readonly by: Account;
  readonly hub: Account;
}

/** The buyer's rating, if there is one: about 45 % answer, the silent hardly ever, and the better served more often. */
export function rate({ story, random, agency, by, hub }: Rating, completed: Told, isSilent: boolean): void {
  const answering = isSilent ? 0.05 : 0.36 + agency.quality * 0.2;
  if (!random.chance(answering)) return;
  const level = levelOf(agency.quality, random);
  const near = (): number =>
    Math.min(
      5,
      Math.max(
        1,
        level +
          random.weighted([
            [-1, 20],
            [0, 60],
            [1, 20],
          ]),
      ),
    );
  const rating = {
    level,
    dimensions: { efficiency: near(), quality: near(), attitude: near() },
    ...(random.chance(0.4) ? { comment: random.pick(level >= 4 ? PRAISE : COMPLAINTS) } : {}),
    deviceHash: sha256(`device ${by.actor.account}`),
  };
  const given = story.tell({
    by,
    type: 'RatingGiven',
    data: rating,
    atMs: completed.knownMs + random.magnitude(10_000) * MINUTE_MS,
  });
  if (level < 4 && random.chance(0.15))
    story.tell({
      by,
      type: 'RatingRevised',
      data: { ...rating, level: level + 1 },
      atMs: given.knownMs + random.integer(1, 8) * 1_440 * MINUTE_MS,
    });
  else if (random.chance(0.01))
    story.tell({
      by: hub,
      type: 'RatingExcluded',
      data: { reasonCode: 'MISTAKEN', basis: '评价对象填错,经买方书面确认' },
      atMs: given.knownMs + MINUTE_MS,
    });
}

/** 5 very satisfied … 1 very dissatisfied; the worse the agency, the heavier the lower levels. */
const levelOf = (quality: number, random: Random): number =>
  random.weighted([
    [5, 30 + 50 * quality],
    [4, 22],
    [3, 14 * (1.15 - quality)],
    [2, 10 * (1.15 - quality)],
    [1, 6 * (1.15 - quality)],
  ]);
