import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ForAll, BILINGUAL, InPath, list, object, readQuery, REFUSAL_CODE, said, TEXT, WHOLE } from '#context';
import type { RefusalText } from '#kernel';
import { INTERNAL, refuseAtDoor, statusOf, titleOf } from '#web';
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

const EXPLANATION = object({
  code: said(TEXT, '问题代码', 'code of the problem', 'invalid-data'),
  status: said(WHOLE, 'HTTP 状态', 'HTTP status', 422),
  title: said(BILINGUAL, '简称', 'in a word'),
  detail: said(BILINGUAL, '说明及改法,{…} 处为具体的值', 'what it means and what to do; {…} stands for a value'),
});
const EXPLANATIONS = object({ items: said(list(EXPLANATION), '全部代码', 'every code') });

/** What the `type` of a problem leads to. */
@Controller('problems')
@ApiTags('错误说明 problems')
export class ProblemsController {
  @ForAll('open')
  @Get()
  @ApiOperation({ summary: '全部错误代码 / every code' })
  @ApiOkResponse({ description: '全部错误代码 / every code', schema: EXPLANATIONS })
  listProblems(@Query() query: unknown): { readonly items: readonly Explanation[] } {
    readQuery(query, {});
    return {
      items: [...Object.entries(allRefusals).map(([code, text]) => explained(code, text)), INTERNAL].toSorted(byCode),
    };
  }

  @ForAll('open')
  @Get(':code')
  @InPath({ code: REFUSAL_CODE })
  @ApiOperation({ summary: '错误代码说明 / what a code means and what to do' })
  @ApiOkResponse({ description: '错误代码说明 / what a code means', schema: EXPLANATION })
  explainProblem(@Param('code') code: string, @Query() query: unknown): Explanation {
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
