import { sha256 } from '#kernel';
import type { Account, Offices } from './accounts.js';
import { FIRST_DAY, instantMs } from './calendar.js';
import type { Agenda } from './agenda.js';
import type { Enterprise } from './enterprises.js';
import { openAccount } from './opening.js';
import type { Random } from './random.js';
import { Story } from './story.js';

interface Registering {
  readonly agenda: Agenda;
  readonly offices: Offices;
  readonly random: Random;
  readonly mistakeShare: number;
}

/** A window enters an enterprise it serves; the hub checks the code of those that buy and opens their account. */
export function tellEnterprise(enterprise: Enterprise, { agenda, offices, random, mistakeShare }: Registering): void {
  const { orgId, name, kind, window, foundedOn, uscc, business, account, registeredOn } = enterprise;
  const atMs =
    instantMs(registeredOn, registeredOn === FIRST_DAY ? '13:30' : '10:00') + random.integer(0, 180) * 60_000;
  const by = daily(window.account);
  const story = new Story({ agenda, stream: `org-${orgId}`, random, mistakeShare });
  const say = (type: string, data: object, onBehalfOf?: string) =>
    story.tell({ by, type, data, atMs, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });
  say('OrganizationRegistered', {
    name,
    kind,
    divisionCode: window.division,
    ...(kind === 'TEAM' ? {} : { foundedOn }),
  });
  if (uscc === undefined || business === undefined) return;
  say('OrganizationIdentifierClaimed', { kind: 'USCC', raw: random.chance(0.02) ? ` ${uscc.toLowerCase()}` : uscc });
  const { eventId: figuresEventId } = say('OrganizationFiguresReported', { year: 2025, ...business.figures }, orgId);
  say('EnterpriseSizeClassified', { size: business.size, standardVersion: '2011-300', figuresEventId });
  if (account === undefined) return;
  const { hub } = offices;
  const checkedMs = story.knownMs + 60_000;
  const bound = new Story({ agenda, stream: `uscc-${uscc}`, random }).tell({
    by: hub,
    type: 'UsccBound',
    data: { orgId },
    atMs: checkedMs,
  });
  story.tell({
    by: hub,
    type: 'OrganizationIdentifierVerified',
    data: { kind: 'USCC', normalised: uscc, source: 'REGISTRY', evidenceSha256: sha256(`登记信息 ${uscc}`) },
    atMs: bound.knownMs,
  });
  if ((business.size === 'SMALL' || business.size === 'MEDIUM') && random.chance(0.12))
    story.tell({
      by: hub,
      type: 'OrganizationQualificationGranted',
      data: {
        kind: 'SPECIALISED_AND_NEW',
        level: 'PROVINCIAL',
        validFrom: '2025-10-01',
        validTo: '2028-09-30',
        listRef: '湘工信中小发展〔2025〕演示名单',
      },
      atMs: bound.knownMs,
    });
  const opening = new Story({ agenda, stream: `acct-${account.actor.account}`, random });
  openAccount((_by, type, data) => opening.tell({ by: hub, type, data, atMs: checkedMs }), hub, account);
}

/** Newcomers are entered the day they come, also by windows that import their activities once a month. */
const daily = (account: Account): Account => ({ ...account, isMonthly: false });
