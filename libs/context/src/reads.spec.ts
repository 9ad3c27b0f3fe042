import 'reflect-metadata';
import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Actor } from '#kernel';
import { Authenticator, CallerGuard, ProblemFilter } from '#web';
import { requireAudiences } from './audience.js';
import { PERIOD } from './query.js';
import { ofNodes } from './readers.js';
import { Reads } from './reads.js';
import { route, type AnswerOf, type QuestionOf } from './route.js';
import { object, TEXTS_BY_NAME } from './schemas.js';

const ROWS = route({
  summary: '行 / rows',
  readers: ofNodes,
  query: { period: PERIOD },
  answer: object({ scope: TEXTS_BY_NAME, asked: TEXTS_BY_NAME }),
});

@Controller('rows')
@UseGuards(CallerGuard)
class RowsController {
  @Reads('', ROWS)
  list({ scope, asked }: QuestionOf<typeof ROWS>): AnswerOf<typeof ROWS> {
    return { scope: { ...scope }, asked: { ...asked } };
  }

  /** Written as handlers once were: it takes the raw parameters. */
  @Reads('raw', ROWS)
  raw(@Query() query: unknown): AnswerOf<typeof ROWS> {
    const { scope, asked } = query as QuestionOf<typeof ROWS>;
    return { scope: { ...scope }, asked: { ...(query as object), ...asked } };
  }

  /** Forgets to look whose rows the caller is shown. */
  @Reads('all', ROWS)
  all({ asked }: QuestionOf<typeof ROWS>): AnswerOf<typeof ROWS> {
    return { scope: {}, asked };
  }
}

class Answering {
  // @ts-expect-error -- an answer that its schema does not say does not compile
  @Reads('wrong', ROWS)
  wrong(): { readonly rows: number } {
    return { rows: 1 };
  }

  // @ts-expect-error -- nor does a handler that asks for more than its route declares
  @Reads('more', ROWS)
  more({ asked }: { readonly asked: { readonly node: string } }): AnswerOf<typeof ROWS> {
    return { scope: {}, asked };
  }
}

@Controller('undeclared')
class UndeclaredController {
  @Get()
  list(): object {
    return [];
  }
}

const WINDOW: Actor = { account: 'w', org: 'o', role: 'WINDOW', node: 'Wa' };
const AUDITOR: Actor = { account: 'a', org: 'o', role: 'AUDITOR' };

let app: NestFastifyApplication;
const get = (path: string, { account }: Actor) =>
  request(app.getHttpServer())
    .get(path)
    .set('Authorization', `Bearer ${account}.${'x'.repeat(16)}`);

beforeAll(async () => {
  const authenticator: Authenticator = { authenticate: async (account) => (account === 'w' ? WINDOW : AUDITOR) };
  class RowsModule {}
  const module = {
    module: RowsModule,
    controllers: [RowsController],
    providers: [CallerGuard, { provide: Authenticator, useValue: authenticator }],
  };
  app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

describe('a declared route', () => {
  it('hands its handler the scope of the caller, and its other parameters', async () => {
    expect((await get('/rows?period=2026&node=Wb', AUDITOR)).body).toEqual({
      scope: { node: 'Wb' },
      asked: { period: '2026' },
    });
    expect((await get('/rows?period=2026', AUDITOR)).body).toEqual({ scope: {}, asked: { period: '2026' } });
    expect((await get('/rows?period=2026', WINDOW)).body).toEqual({ scope: { node: 'Wa' }, asked: { period: '2026' } });
  });

  it('refuses a window that asks for another node, whatever its handler does', async () => {
    for (const path of ['/rows?period=2026&node=Wb', '/rows/raw?period=2026&node=Wb']) {
      const { status, body } = await get(path, WINDOW);
      expect([path, status, (body as { readonly code: string }).code]).toEqual([path, 403, 'figures-not-own']);
    }
  });

  it('keeps the raw parameters from a handler that would take them', async () => {
    const { body } = await get('/rows/raw?period=2026&node=Wb', AUDITOR);
    expect(body).toMatchObject({ scope: { node: 'Wb' }, asked: { period: '2026', asked: { period: '2026' } } });
    expect((body as { readonly asked: object }).asked).not.toHaveProperty('node');
  });

  it('answers nobody who sees a part only while its handler does not look which', async () => {
    expect((await get('/rows/all?period=2026', WINDOW)).status).toBe(500);
    expect((await get('/rows/all?period=2026&node=Wb', AUDITOR)).status).toBe(500);
    expect((await get('/rows/all?period=2026', AUDITOR)).status).toBe(200);
  });

  it('is the only one that compiles', () => {
    expect(Answering.prototype).toHaveProperty('wrong');
    expect(Answering.prototype).toHaveProperty('more');
  });
});

describe('a route that does not say whom it is for', () => {
  it('keeps the ledger from starting', () => {
    expect(() => requireAudiences([RowsController, UndeclaredController])).toThrow(
      'route list of UndeclaredController does not say whom it is for',
    );
    expect(() => requireAudiences([RowsController])).not.toThrow();
  });
});
