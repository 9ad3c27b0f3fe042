import { minutesBetween } from '#kernel';
import type { LedgerClient } from './client.js';
import { closedMonths } from './closed-months.js';
import { figuresOf, queryOf, type FigureValue, type Row, type Scope } from './figures.js';
import type { Account, Offices } from './province/accounts.js';
import type { Posted } from './watch.js';

/** Where the ledger is served: as it is now, or where it has been stopped, by which command. */
export interface Served {
  readonly at: string;
  readonly by?: string;
}

/** What the tour walks through. */
export interface TourParts {
  readonly client: LedgerClient;
  readonly offices: Offices;
  readonly activity: Posted;
  /** The window whose scorecard is shown. */
  readonly node: string;
  /** What figures are asked for. */
  readonly period: string;
  /** Position and figures when the period ended. */
  readonly pinned: { readonly position: number; readonly figures: readonly FigureValue[] };
  readonly head: number;
  readonly served: Served;
  readonly print: (line: string) => void;
}

interface EventView {
  readonly id: string;
  readonly name: string;
  readonly time: string;
  readonly recordedAt: string;
  readonly position: number;
  readonly actor: { readonly account: string };
  readonly corrected?: object;
}

/** Shows what each user sees, asked over HTTP with that user's credential. */
export async function tour(parts: TourParts): Promise<void> {
  await showReceipt(parts);
  await showScorecard(parts);
  await showTrace(parts);
  await showThen(parts);
  await showPostings(parts);
  await showClosings(parts);
  showWhere(parts);
}

const when = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

/** Posting the same statement again gives the same receipt: that is how a window with a broken line finds out. */
async function showReceipt({ client, activity, print }: TourParts): Promise<void> {
  const { account, event, atMs } = activity;
  print(`\n一、窗口平台:回执 / a receipt   POST /v1/events   ${account.name}`);
  const answer = await client.post(account, event, atMs);
  if ('problem' in answer) throw new Error(answer.problem.detail);
  const { position, revision, recordedAt, eventIds, replayed } = answer.receipt;
  print(`  申报 ${event.id}「活动已举办」,发生 ${when(event.time)}`);
  print(`  回执:事件 ${eventIds.join()},位置 ${position},流水第 ${revision} 号,登记 ${when(recordedAt)}`);
  print(`  同一编号再报一次,得到同一回执 / posted again, same receipt: replayed = ${replayed}`);
}

async function showScorecard({ client, offices: { evaluator }, node, period, head, print }: TourParts): Promise<void> {
  const scope: Scope = { period, node, atPosition: head };
  print(`\n二、评价专员:记分卡 / a scorecard   GET /v1/nodes/${node}/scorecard?period=${period}`);
  const figures = await figuresOf(client, evaluator, scope);
  for (const figure of figures) print(`  ${figure.code}  ${figure.name.zh}:${said(figure)}`);
  print(`  F02 由这些明细相加而成 / F02 is the sum of these rows   GET /v1/figures/F02/measurements?${queryOf(scope)}`);
  const { items } = await client.get<{ readonly items: readonly Row[] }>(
    evaluator,
    `/v1/figures/F02/measurements?${queryOf(scope)}&limit=3`,
  );
  for (const { position, occurredOn, dims, amount, stream } of items)
    print(`    位置 ${position}  ${occurredOn}  ${dims['org'] ?? ''}  ${amount > 0 ? '+' : ''}${amount}  ${stream}`);
  const [first] = items;
  if (first === undefined) return;
  const cited = await client.get<EventView>(evaluator, `/v1/events/${first.eventId}`);
  print(
    `    → 事件「${cited.name}」由 ${cited.actor.account} 于 ${when(cited.recordedAt)} 登记,发生后 ${elapsed(cited)}`,
  );
}

function elapsed({ time, recordedAt }: EventView): string {
  const minutes = minutesBetween(time, recordedAt);
  return minutes < 60 ? `${minutes} 分钟` : `${Math.round(minutes / 60)} 小时`;
}

function said({ value, unit, denominator, numerator, bound }: FigureValue): string {
  if (value === null) return '—';
  const of = denominator === undefined ? ` ${unit.zh}` : `(${numerator} ÷ ${denominator})`;
  return `${value}${of}${bound === undefined || bound === value ? '' : `,95% 下限 ${bound}`}`;
}

/** One activity from plan to verification; attendances are shown as one line. */
async function showTrace({ client, offices: { auditor }, activity, print }: TourParts): Promise<void> {
  const { subject } = activity.event;
  print(`\n三、审计:一场活动的全部痕迹 / an activity's trace   GET /v1/traces/${subject}`);
  const { events } = await client.get<{ readonly events: readonly EventView[] }>(auditor, `/v1/traces/${subject}`);
  for (const [name, first, count] of runs(events)) {
    const times = count > 1 ? ` × ${count}` : '';
    const corrected = first.corrected === undefined ? '' : ' (其后已更正)';
    print(
      `  ${first.position}  发生 ${when(first.time)}  登记 ${when(first.recordedAt)}  ${first.actor.account}  ${name}${times}${corrected}`,
    );
  }
}

/** Neighbours of one name together; an entry that was corrected stands alone. */
function runs(events: readonly EventView[]): readonly (readonly [name: string, first: EventView, count: number])[] {
  const found: [string, EventView, number][] = [];
  for (const event of events) {
    const last = found.at(-1);
    const joins = last?.[0] === event.name && event.corrected === undefined && last[1].corrected === undefined;
    if (last !== undefined && joins) last[2] += 1;
    else found.push([event.name, event, 1]);
  }
  return found;
}

/** What was known when the period ended, asked today, is what was read then. */
async function showThen({ client, offices: { auditor }, period, pinned, head, print }: TourParts): Promise<void> {
  print(
    `\n四、当时所知与今日所知 / as known then, and now   GET /v1/overview?period=${period}&atPosition=${pinned.position}`,
  );
  const then = await figuresOf(client, auditor, { period, atPosition: pinned.position });
  const now = await figuresOf(client, auditor, { period, atPosition: head });
  const isSame = JSON.stringify(then) === JSON.stringify(pinned.figures);
  for (const [index, figure] of now.entries()) {
    const before = then[index];
    if (before !== undefined) print(`  ${figure.code}  ${figure.name.zh}:期末 ${said(before)} → 现在 ${said(figure)}`);
  }
  print(`  期末位置 ${pinned.position} 的数字与当时读出的${isSame ? '完全一致 / unchanged' : '不一致 / CHANGED'}`);
}

interface Postings {
  readonly accepted: { readonly count: number };
  readonly late: { readonly count: number };
  readonly rejected: {
    readonly count: number;
    readonly byCode: readonly { readonly code: string; readonly count: number }[];
  };
}

async function showPostings({ client, offices: { hub }, period, print }: TourParts): Promise<void> {
  print(`\n五、枢纽平台:报送质量 / how the province posts   GET /v1/postings?period=${period}`);
  const { accepted, late, rejected } = await client.get<Postings>(hub, `/v1/postings?period=${period}`);
  print(`  登记 ${accepted.count},其中逾三日 ${late.count};退回 ${rejected.count}:`);
  for (const { code, count } of [...rejected.byCode].sort((a, b) => b.count - a.count).slice(0, 6))
    print(`    ${count}  ${code}`);
}

/** What was frozen when months were closed, and what came after by its nature. */
async function showClosings({ client, offices: { auditor }, period, print }: TourParts): Promise<void> {
  print(`\n六、关账与期后调整 / closed months, and what came after   GET /v1/submissions?period=${period}`);
  const closed = await closedMonths(client, auditor, period);
  const adjusted = closed.filter(({ adjustments }) => adjustments > 0);
  const rows = adjusted.reduce((sum, { adjustments }) => sum + adjustments, 0);
  print(`  已关账 ${closed.length} 个节点月,其中 ${adjusted.length} 个有期后调整,共 ${rows} 行`);
  for (const { node, month, closedAt, adjustments } of adjusted.slice(0, 3))
    print(
      `    ${node}  ${month}  关账 ${when(closedAt)}  其后 ${adjustments} 行   GET /v1/nodes/${node}/scorecard?period=${month}`,
    );
}

function showWhere({ client, offices, activity, served, print }: TourParts): void {
  const credential = (account: Account): string => `${account.name} ${client.credentialOf(account)}`;
  print('\n七、从这里看起 / where to look');
  if (served.by !== undefined)
    print(`  ${served.by}   账本已停,先以此启动 / the ledger has been stopped: start it with this first`);
  print(`  ${served.at}/docs   接口与全部事件类型 / the API and every event type`);
  print(`  curl -H 'Authorization: Bearer ${client.credentialOf(offices.auditor)}' \\`);
  print(`       '${served.at}/v1/streams/${activity.event.subject}/history'`);
  print(`  演示凭证 / demo credentials:`);
  for (const account of [offices.auditor, offices.evaluator, offices.hub, activity.account])
    print(`    ${credential(account)}`);
}
