/** What most would write: NestJS on Fastify, a validated DTO, one INSERT a request. Decorators are applied by hand, as this file is not compiled. */
import 'reflect-metadata';
import { DatabaseSync } from 'node:sqlite';
import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { IsInt, IsString, Length, Matches, Min } from 'class-validator';

const db = new DatabaseSync(process.argv[2]);
db.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
  CREATE TABLE attendance (id TEXT PRIMARY KEY, org TEXT, person TEXT, channel TEXT, signed_at TEXT, minutes INTEGER, at TEXT);`);
const insert = db.prepare('INSERT INTO attendance VALUES (?, ?, ?, ?, ?, ?, ?)');

class AttendanceDto {}
for (const [name, ...decorators] of [
  ['id', IsString(), Length(1, 128)],
  ['orgId', IsString(), Length(1, 40)],
  ['personKey', Matches(/^[0-9a-f]{64}$/)],
  ['channel', IsString(), Length(1, 2)],
  ['signedAt', IsString(), Length(20, 40)],
  ['minutes', IsInt(), Min(1)],
])
  for (const decorate of decorators) decorate(AttendanceDto.prototype, name);

class RowsController {
  post({ id, orgId, personKey, channel, signedAt, minutes }) {
    insert.run(id, orgId, personKey, channel, signedAt, minutes, new Date().toISOString());
    return { id };
  }
}
Body()(RowsController.prototype, 'post', 0);
Reflect.defineMetadata('design:paramtypes', [AttendanceDto], RowsController.prototype, 'post');
Post()(RowsController.prototype, 'post', Object.getOwnPropertyDescriptor(RowsController.prototype, 'post'));
Controller('rows')(RowsController);

class RowsModule {}
Module({ controllers: [RowsController] })(RowsModule);

const app = await NestFactory.create(RowsModule, new FastifyAdapter(), { logger: false });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
console.log(app.getHttpServer().address().port);
