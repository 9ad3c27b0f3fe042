import { sha256, type Role } from '#kernel';
import type { RunningLedger } from '../support/running-ledger.js';
import { newestTypes } from '../support/small-province.js';

/** Who speaks in the worked trace. */
export interface Speaker {
  readonly account: string;
  readonly role: Role;
  readonly org: string;
  readonly node?: string;
}

/** One statement: what, about which stream, when it happened, and, when it is later, when it is posted. */
export interface Said {
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly postedAt?: string;
  readonly data: object;
  readonly onBehalfOf?: string;
}

/** What came of a statement: the id of its event, or the code it was refused with. */
export interface Outcome {
  readonly eventId: string;
  readonly position: number;
  readonly code: string;
}

/** Everything of the trace is one piece of business. */
const BUSINESS = 'dem-1';
const SETTING = ['account', 'network', 'catalogue', 'submission'];

/** Posts the worked trace; every id, key and time in it is fixed, so that the ledger's answers are. */
export class TraceTeller {
  readonly #newest: (type: string) => string;
  #statements = 0;

  constructor(private readonly ledger: RunningLedger) {
    this.#newest = newestTypes(ledger);
  }

  keyOf({ account }: Speaker): string {
    return account === 'authority' ? this.ledger.key : `${account}.${secretOf(account)}`;
  }

  async open(by: Speaker, { account, ...holder }: Speaker, time: string): Promise<void> {
    const subject = `acct-${account}`;
    await this.say(by, { type: 'account.account-opened', subject, time, data: { name: account, ...holder } });
    const data = { keyId: 'k1', sha256: sha256(secretOf(account)) };
    await this.say(by, { type: 'account.key-issued', subject, time, data });
  }

  /** Throws what the ledger says when it refuses. */
  async say(by: Speaker, said: Said): Promise<Outcome> {
    const outcome = await this.ask(by, said);
    if (outcome.code !== '') throw new Error(`${said.type} ${said.subject}: ${outcome.code}`);
    return outcome;
  }

  /** Says what may be refused. */
  async ask(by: Speaker, { type, subject, time, postedAt = time, data, onBehalfOf }: Said): Promise<Outcome> {
    this.#statements += 1;
    const isSetting = SETTING.includes(type.split('.')[0] ?? '');
    const event = {
      specversion: '1.0',
      id: `s-${this.#statements}`,
      source: `urn:trace:${by.account}`,
      type: this.#newest(type),
      subject,
      time,
      data,
      ...(isSetting ? {} : { correlationid: BUSINESS }),
      ...(onBehalfOf === undefined ? {} : { onbehalfof: onBehalfOf }),
    };
    const { status, body } = await this.ledger.post(event, { key: this.keyOf(by), headers: { 'Demo-Now': postedAt } });
    const isRecorded = status === 201;
    return {
      eventId: isRecorded ? (body.eventIds[0] ?? '') : '',
      position: isRecorded ? body.position : 0,
      code: isRecorded ? '' : body.code,
    };
  }
}

const secretOf = (account: string): string => sha256(`secret of ${account}`).slice(0, 40);
