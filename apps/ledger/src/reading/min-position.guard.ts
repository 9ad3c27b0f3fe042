import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Knowledge } from './knowledge.js';
import { refuse } from './query.js';

/** Read your writes: `Ledger-Min-Position: n` holds an answer back, bounded, until the projections have passed n. */
@Injectable()
export class MinPositionGuard implements CanActivate {
  constructor(private readonly knowledge: Knowledge) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const asked = context.switchToHttp().getRequest<FastifyRequest>().headers['ledger-min-position'];
    if (asked === undefined) return true;
    if (typeof asked !== 'string' || !/^\d{1,15}$/.test(asked)) throw malformed();
    await this.knowledge.passed(Number(asked));
    return true;
  }
}

const malformed = (): Error =>
  refuse('invalid-query', {
    params: { count: 1 },
    errors: [
      { code: 'field-format', pointer: 'Ledger-Min-Position', zh: '应为非负整数', en: 'expected a whole number' },
    ],
  });
