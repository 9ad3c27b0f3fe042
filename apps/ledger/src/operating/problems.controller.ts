import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { JsonSchema, RefusalText } from '#kernel';
import { INTERNAL, refuseAtDoor, statusOf, titleOf } from '#web';
import { readQuery } from '../reading/query.js';
import { REFUSAL_TABLES } from './refusal-tables.js';

/** Every code an answer can bear, but `internal`. */
const allRefusals: Readonly<Record<string, RefusalText>> = Object.assign({}, ...Object.values(REFUSAL_TABLES));

interface Explanation {
  readonly code: string;
  readonly status: number;
  readonly title: { readonly zh: string; readonly en: string };
  /** With `{name}` where an answer has a value. */
  readonly detail: { readonly zh: string; readonly en: string };
}

const BILINGUAL: JsonSchema = {
  type: 'object',
  required: ['zh', 'en'],
  properties: { zh: { type: 'string' }, en: { type: 'string' } },
};
const EXPLANATION: JsonSchema = {
  type: 'object',
  required: ['code', 'status', 'title', 'detail'],
  properties: { code: { type: 'string' }, status: { type: 'integer' }, title: BILINGUAL, detail: BILINGUAL },
};
const EXPLANATIONS: JsonSchema = {
  type: 'object',
  required: ['items'],
  properties: { items: { type: 'array', items: EXPLANATION } },
};

/** What the `type` of a problem leads to. */
@Controller('problems')
@ApiTags('错误说明 problems')
export class ProblemsController {
  @Get()
  @ApiOperation({ summary: '全部错误代码 / every code' })
  @ApiOkResponse({ description: '全部错误代码 / every code', schema: EXPLANATIONS })
  list(@Query() query: unknown): { readonly items: readonly Explanation[] } {
    readQuery(query, {});
    return {
      items: [...Object.entries(allRefusals).map(([code, text]) => explained(code, text)), INTERNAL].toSorted(byCode),
    };
  }

  @Get(':code')
  @ApiOperation({ summary: '错误代码说明 / what a code means and what to do' })
  @ApiOkResponse({ description: '错误代码说明 / what a code means', schema: EXPLANATION })
  one(@Param('code') code: string, @Query() query: unknown): Explanation {
    readQuery(query, {});
    if (code === INTERNAL.code) return INTERNAL;
    const text = Object.hasOwn(allRefusals, code) ? allRefusals[code] : undefined;
    if (text === undefined)
      throw refuseAtDoor('not-found', { params: { method: 'GET', path: `/problems/${code.slice(0, 80)}` } });
    return explained(code, text);
  }
}

const byCode = (a: Explanation, b: Explanation): number => (a.code < b.code ? -1 : 1);

const explained = (code: string, { kind, zh, en }: RefusalText): Explanation => ({
  code,
  status: statusOf(kind),
  title: { zh: titleOf(kind, 'zh'), en: titleOf(kind, 'en') },
  detail: { zh, en },
});
