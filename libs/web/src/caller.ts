import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '#kernel';
import { refuse } from './web-refusals.js';

/** Finds who holds a credential. */
export abstract class Authenticator {
  /** Refuses with credential-invalid, or with what is wrong with the account. */
  abstract authenticate(account: string, secret: string): Promise<Actor>;
}

const callers = new WeakMap<FastifyRequest, Actor>();

/** The authenticated caller of a request; undefined before the guard ran, or on open routes. */
export const callerOf = (request: FastifyRequest): Actor | undefined => callers.get(request);

const BEARER = /^Bearer +([A-Za-z0-9-]{1,40})\.([A-Za-z0-9._~+/=-]{16,256})$/i;

/** Lets in who shows a valid `Authorization: Bearer <account>.<secret>`, before the body is read. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers.authorization;
    if (header === undefined) throw refuse('credential-missing');
    const [, account, secret] = BEARER.exec(header) ?? [];
    if (account === undefined || secret === undefined) throw refuse('credential-invalid');
    callers.set(request, await this.authenticator.authenticate(account, secret));
    return true;
  }
}

/** The caller, as a controller's parameter. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (caller === undefined) throw new Error('a route with a caller needs the CallerGuard');
  return caller;
});
