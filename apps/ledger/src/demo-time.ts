import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { msOf, parseInstant } from '#kernel';
import { callerOf } from '#web';
import { Clock, DemoClock } from './clock.js';
import { refuse } from './ledger-refusals.js';

/** Sets a demonstration's clock by the header `Demo-Now` of authenticated requests; anywhere else the header is refused. */
@Injectable()
export class DemoTime implements NestInterceptor {
  constructor(private readonly clock: Clock) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers['demo-now'];
    if (header !== undefined && callerOf(request) !== undefined) this.#set(String(header));
    return next.handle();
  }

  #set(header: string): void {
    if (!(this.clock instanceof DemoClock)) throw refuse('demo-time-not-allowed');
    const now = parseInstant(header.slice(0, 40));
    if (now === undefined) throw refuse('demo-time-malformed');
    this.clock.advanceTo(msOf(now));
  }
}
