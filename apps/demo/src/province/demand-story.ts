import { dateOf, workingDayAfter } from './calendar.js';
import type { Agency } from './agencies.js';
import type { Cast, Casting } from './cast.js';
import { DemandTelling } from './demand-telling.js';
import type { Enterprise } from './enterprises.js';
import { tellOrder } from './order-story.js';
import type { Random } from './random.js';
import { Story, type Told } from './story.js';
import { CLASS_WEIGHTS, type ServiceClassCode } from './vocabulary.js';

export interface DemandPlan {
  readonly id: string;
  readonly date: string;
  readonly random: Random;
}

/** A demand that is being told. */
interface Telling extends DemandPlan {
  readonly demand: DemandTelling;
  readonly story: Story;
  readonly asker: Enterprise;
  readonly classCode: ServiceClassCode;
}

/** One demand from registration to its last closing, and the order that may come of it. */
export function tellDemand(cast: Cast, casting: Casting, plan: DemandPlan): void {
  const { id, date, random } = plan;
  const isOnline = random.chance(0.55);
  const asker = isOnline ? casting.buyer(date, random) : casting.enterprise(date, random);
  if (asker === undefined) return;
  const { agenda, mistakeShare, closings } = cast;
  const story = new Story({
    agenda,
    stream: `dem-${id}`,
    random,
    mistakeShare,
    closings: closings.of(asker.window.code),
  });
  const classCode = random.weighted(CLASS_WEIGHTS);
  const kind = random.weighted([
    ['SERVICE', 64],
    ['CONSULTATION', 22],
    ['APPEAL', 14],
  ] as const);
  const demand = new DemandTelling({ cast, story, random, id, kind, classCode, asker });
  demand.register(date, isOnline);
  if (random.chance(0.05)) return demand.reject();
  demand.accept();
  demand.respond();
  if (random.chance(0.05)) return demand.withdraw();
  if (random.chance(0.12)) demand.passOn();
  if (kind === 'SERVICE') serve(cast, casting, { ...plan, demand, story, asker, classCode });
  else if (kind === 'APPEAL') appeal(demand, random);
  else demand.close('SATISFIED', [10, 400]);
}

/** Matched with an agency that takes it on, mostly, and then ordered, mostly; closed in any case but a few. */
function serve(cast: Cast, casting: Casting, telling: Telling): void {
  const { demand, random, classCode } = telling;
  if (random.chance(0.12)) return demand.close('UNMET', [600, 3_000]);
  let agency = casting.agency(classCode, random);
  let matched = demand.match(agency);
  if (random.chance(0.12)) {
    demand.decline(agency);
    if (random.chance(0.3)) return demand.close('UNMET', [60, 900]);
    agency = casting.agency(classCode, random);
    matched = demand.match(agency);
  }
  if (!matched.isRecorded) return;
  const orderedMs = random.chance(0.75) ? order(cast, casting, telling, { agency, matched }) : undefined;
  if (random.chance(0.05)) return;
  end(demand, random, random.chance(0.93) ? 'SATISFIED' : 'UNMET', orderedMs);
}

interface Match {
  readonly agency: Agency;
  readonly matched: Told;
}

/** The enterprise orders from the agency it was matched with, if it has an account to order with. */
function order(cast: Cast, casting: Casting, telling: Telling, { agency, matched }: Match): number | undefined {
  const { id, random, demand, asker, classCode } = telling;
  if (asker.account === undefined) return undefined;
  const date = workingDayAfter(dateOf(matched.knownMs), random.integer(1, 2));
  const cause = { account: demand.window.account.actor.account, eventId: matched.eventId };
  const origin = { demandId: id, buyer: asker, agency, classCode, window: demand.window, cause };
  return tellOrder(cast, casting, { id, date, random: random.fork('order'), origin });
}

function appeal(demand: DemandTelling, random: Random): void {
  if (random.chance(0.3)) demand.referToDepartment();
  if (random.chance(0.08)) demand.declareHard();
  end(demand, random, random.chance(0.86) ? 'SATISFIED' : 'UNMET');
}

/** Closed within days; now and then the enterprise is not content and it begins anew. */
function end(demand: DemandTelling, random: Random, outcome: 'SATISFIED' | 'UNMET', orderedMs?: number): void {
  demand.close(outcome, random.chance(0.85) ? [120, 1_500] : [1_500, 6_000], orderedMs);
  if (!random.chance(0.04)) return;
  demand.reopen();
  demand.close('SATISFIED', [200, 2_000]);
}
