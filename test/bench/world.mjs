/** A small province for the benches: one hub, some windows with accounts, enterprises, and as many activities as wanted. */
import { createHash } from 'node:crypto';

const DAY_MS = 86_400_000;
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const at = (ms) => new Date(ms).toISOString();
const HUB_NODE = 'HUB00';
/** Enterprises that take turns, unless a bench wants more. */
const ENTERPRISES = 200;
/** Events of one activity: planned, scheduled, held, and one for each person attending. */
export const EVENTS_PER_ACTIVITY = 50;

export const nodeCode = (n) => `W${String(n).padStart(3, '0')}`;
const keyOf = (account) => `${account}.bench-secret-of-${account}-0123456789`;

/** What a window posts with. */
export const windowKey = (n) => keyOf(`w-${nodeCode(n)}`);

const event = (source, id, type, subject, ms, data) => ({
  specversion: '1.0',
  id,
  source,
  type: `cn.smes.${type}.v1`,
  subject,
  time: at(ms),
  data,
});

/** The statements that open the province, by the key they are posted with: first the authority's, then the hub's, then the authority's again. */
export function opening(authorityKey, nodes, nowMs, enterprises = ENTERPRISES) {
  const ms = nowMs - 60_000;
  let id = 0;
  const say = (type, subject, data) => event('//bench/opening', `o-${(id += 1)}`, type, subject, ms, data);
  const account = (name, role, org, node) => [
    say('account.account-opened', `acct-${name}`, { name: `账号${name}`, role, org, ...(node ? { node } : {}) }),
    say('account.key-issued', `acct-${name}`, { keyId: 'k1', sha256: sha256(keyOf(name).slice(name.length + 1)) }),
  ];
  const registered = (org, node, kind, divisionCode) => [
    say('network.organization-registered', `org-${org}`, {
      name: `${node}服务中心`,
      kind: 'INSTITUTION',
      divisionCode,
    }),
    say('network.node-established', `node-${node}`, { name: `${node}窗口`, kind, divisionCode }),
  ];
  const windows = Array.from({ length: nodes }, (_, n) => nodeCode(n));
  return [
    [
      authorityKey,
      [
        ...registered('hub-operator', HUB_NODE, 'HUB', '430000'),
        ...windows.flatMap((node) => registered(`op-${node}`, node, 'COUNTY', '430111')),
        ...account('hub', 'HUB', 'hub-operator', HUB_NODE),
        ...windows.flatMap((node) => account(`w-${node}`, 'WINDOW', `op-${node}`, node)),
      ],
    ],
    [
      keyOf('hub'),
      [
        ...windows.flatMap((node) => [
          say('network.node-operator-appointed', `node-${node}`, {
            operatorOrgId: `op-${node}`,
            from: '2020-01-01',
            basisSha256: 'a'.repeat(64),
          }),
        ]),
        ...Array.from({ length: enterprises }, (_, n) =>
          say('network.organization-registered', `org-e${n}`, {
            name: `企业${n}号`,
            kind: 'ENTERPRISE',
            divisionCode: '430111',
          }),
        ),
      ],
    ],
    [
      authorityKey,
      windows.map((node) => say('network.node-accepted', `node-${node}`, { on: '2020-01-05', inPlan: true })),
    ],
  ];
}

/** `count` activities of a window, numbered from `first`, held over the last 80 days; 50 events each. */
export function* activities(n, first, count, nowMs, enterprises = ENTERPRISES) {
  const node = nodeCode(n);
  for (let a = first; a < first + count; a += 1) {
    const subject = `act-${node}-${a}`;
    const end = nowMs - DAY_MS - ((a * 37 + n * 11) % 80) * DAY_MS;
    const start = end - 2 * 3_600_000;
    let id = 0;
    const say = (type, ms, data) =>
      event(`//bench/${node}`, `${String(a).padStart(7, '0')}-${(id += 1)}`, `activity.${type}`, subject, ms, data);
    yield say('activity-planned', start - 7_200_000, {
      kind: 'POLICY_BRIEFING',
      classCode: '10',
      title: `专精特新政策宣讲第${a}期`,
      startAt: at(start),
      endAt: at(end),
      places: [{ name: '政务大厅' }],
      channels: ['1'],
      capacity: 100,
      hostNode: node,
      agencies: [],
      welfareKind: 'LOW_FEE',
      feeFen: 0,
    });
    yield say('activity-scheduled', start - 3_600_000, { evidence: [] });
    yield say('activity-held', end, { actualStart: at(start), actualEnd: at(end), staffIds: ['s1'], headcount: 60 });
    for (let person = 3; person < EVENTS_PER_ACTIVITY; person += 1)
      yield say('attendance-recorded', end, {
        orgId: `e${(person * 7 + a * 13 + n * 331) % enterprises}`,
        personKey: sha256(`${subject}/${person}`),
        channel: '1',
        signedAt: at(start),
        minutes: 110,
      });
  }
}
