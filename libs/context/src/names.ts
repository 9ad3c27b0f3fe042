import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store';
import { SERVICE_CLASSES } from '#reference';
import { refuse } from './query.js';

interface Named {
  readonly node?: string | undefined;
  readonly class?: string | undefined;
  readonly agency?: string | undefined;
}

const CLASSES = [...new Set(SERVICE_CLASSES.map(({ code }) => code.slice(0, 2)))];

/** Whether what a question names exists: of something unknown nothing is known, which is not zero. */
@Injectable()
export class Names {
  constructor(private readonly store: EventStore) {}

  /** Refuses with node-unknown, agency-unknown (not in the register at a position) and class-not-in-list. */
  async check({ node, agency, class: serviceClass }: Named, position: number): Promise<void> {
    if (serviceClass !== undefined && !CLASSES.includes(serviceClass))
      throw refuse('class-not-in-list', { params: { id: serviceClass, known: CLASSES }, pointer: '?class' });
    if (node !== undefined && !(await this.#exists(`node-${node}`, position)))
      throw refuse('node-unknown', { params: { id: node }, pointer: '?node' });
    if (agency !== undefined && !(await this.#exists(`org-${agency}`, position)))
      throw refuse('agency-unknown', { params: { id: agency }, pointer: '?agency' });
  }

  /** Refuses with stream-unknown what was in no register at a position. */
  async known(stream: string, position: number): Promise<void> {
    if (!(await this.#exists(stream, position)))
      throw refuse('stream-unknown', { params: { stream: stream.slice(0, 45) } });
  }

  async #exists(stream: string, position: number): Promise<boolean> {
    const [first] = await this.store.readStream(stream, { limit: 1 });
    return first !== undefined && first.position <= position;
  }
}
