import type { Receipt } from './client.js';
import type { Account } from './province/accounts.js';
import type { Step } from './province/agenda.js';
import type { CloudEvent } from './province/cloud-event.js';

export interface Posted {
  readonly account: Account;
  readonly event: CloudEvent;
  readonly receipt: Receipt;
  readonly atMs: number;
}

/** Remembers what the tour can show: activities that were held, and what became of them. */
export class Watch {
  readonly #held = new Map<string, Posted>();
  readonly #corrected = new Set<string>();
  readonly #verified: string[] = [];
  readonly #byNode = new Map<string, number>();

  note({ account, atMs }: Step, event: CloudEvent, receipt: Receipt): void {
    const { subject, type } = event;
    const { node, role } = account.actor;
    if (node !== undefined && role === 'WINDOW') this.#byNode.set(node, (this.#byNode.get(node) ?? 0) + 1);
    if (!subject.startsWith('act-')) return;
    if (type.endsWith('.activity-held.v1')) this.#held.set(subject, { account, event, receipt, atMs });
    else if (type.includes('.entry-re')) this.#corrected.add(subject);
    else if (type.endsWith('.activity-verified.v1')) this.#verified.push(subject);
  }

  /** The window that posted most. */
  get busiestNode(): string | undefined {
    return [...this.#byNode].sort(([, a], [, b]) => b - a)[0]?.[0];
  }

  /** An activity with a whole story, if possible with a correction in it. */
  get activity(): Posted | undefined {
    const told = this.#verified.find((stream) => this.#corrected.has(stream)) ?? this.#verified[0];
    return (told === undefined ? undefined : this.#held.get(told)) ?? this.#held.values().next().value;
  }
}
