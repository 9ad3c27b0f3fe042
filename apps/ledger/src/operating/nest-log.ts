import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';

/** Nest's own words in the one log of the process; its chatter at start is for debugging. */
export const nestLog = (log: FastifyBaseLogger): LoggerService => ({
  log: (message: unknown) => log.debug({ nest: message }, 'nest'),
  warn: (message: unknown, ...rest: unknown[]) => log.warn({ nest: message, rest }, 'nest'),
  error: (message: unknown, ...rest: unknown[]) => log.error({ nest: message, rest }, 'nest'),
});
