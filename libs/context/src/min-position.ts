import { applyDecorators, Injectable, UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { CallerGuard } from '#web';
import { Knowledge } from './knowledge.js';
import { malformedHeader } from './query.js';

/** Read your writes: `Ledger-Min-Position: n` holds an answer back, bounded, until the projections have passed n. */
@Injectable()
export class MinPositionGuard implements CanActivate {
  constructor(private readonly knowledge: Knowledge) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const asked = context.switchToHttp().getRequest<FastifyRequest>().headers['ledger-min-position'];
    if (asked === undefined) return true;
    if (typeof asked !== 'string' || !/^\d{1,15}$/.test(asked)) throw malformedHeader('Ledger-Min-Position');
    await this.knowledge.passed(Number(asked));
    return true;
  }
}

/** For routes that read projections: known callers only, who may ask to read their own writes. */
export const FromProjections = (): ClassDecorator =>
  applyDecorators(
    UseGuards(CallerGuard, MinPositionGuard),
    ApiHeader({
      name: 'Ledger-Min-Position',
      required: false,
      description: '等到统计更新至该位置再答复(至多 5 秒) / wait, 5 s at most, until the projections have passed it',
      schema: { type: 'integer', minimum: 0, examples: [7544] },
    }),
  );
