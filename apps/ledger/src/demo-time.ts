import {
  Injectable,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { msOf, parseInstant } from '#kernel';
import { callerOf } from '#web';
import { refuse } from './ledger-refusals.js';
import { DemoClock } from './clocks.js';

/** A ledger that runs on real time takes it from nobody. */
@Injectable()
export class NoDemoTime implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers['demo-now'] !== undefined) throw refuse('demo-time-not-allowed');
    return true;
  }
}

/** Sets a demonstration's clock by the header `Demo-Now` of authenticated requests. */
@Injectable()
export class DemoTime implements NestInterceptor {
  constructor(
    private readonly clock: DemoClock,
    /** Told when the clock was moved: something may have fallen due. */
    private readonly onMoved: () => void,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers['demo-now'];
    if (header !== undefined && callerOf(request) !== undefined) this.#set(String(header));
    return next.handle();
  }

  #set(header: string): void {
    const now = parseInstant(header.slice(0, 40));
    if (now === undefined) throw refuse('demo-time-malformed');
    this.clock.advanceTo(msOf(now));
    this.onMoved();
  }
}
