import { Controller, Get, Query } from '@nestjs/common';
import { Asks, choice, FromProjections, LIMIT, NODE, readQuery, readsAll, scopedNode, text } from '#context';
import type { Actor } from '#kernel';
import { ReadStore } from '#read-store';
import { Caller } from '#web';
import { CORRECTION_REQUESTS } from './reporting-answers.js';
import { type CorrectionRequest, correctionsProjection } from './corrections.projection.js';

const ASKED = {
  status: choice(
    ['REQUESTED', 'GRANTED', 'DECLINED'],
    '状态,缺省 REQUESTED(待办)',
    'status; REQUESTED, what is open, when left out',
  ),
  node: NODE,
  after: text(
    'corr-[0-9a-f-]{36}',
    '上一页的 next',
    '`next` of the page before',
    'corr-019d052d-2d20-8622-a4c1-9f2b0c7d1e35',
  ),
  limit: LIMIT,
};

/** Requests for corrections: what hub and authority have to decide, and what became of a poster's own. */
@Controller('v1/postings/corrections')
@FromProjections()
export class CorrectionsController {
  constructor(private readonly models: ReadStore) {}

  @Get()
  @Asks('更正申请 / requests for corrections', CORRECTION_REQUESTS, ASKED)
  async listCorrectionRequests(@Query() query: unknown, @Caller() caller: Actor): Promise<object> {
    const { status = 'REQUESTED', node, after, limit = '50' } = readQuery(query, ASKED);
    const wanted = Number(limit);
    const found = await this.models.find<CorrectionRequest>(correctionsProjection, {
      where: { status, ...askersOf(caller, node) },
      ...(after === undefined ? {} : { after }),
      limit: wanted + 1,
    });
    const items = found.slice(0, wanted).map(({ id, doc }) => ({ stream: id, ...doc }));
    const last = items.at(-1)?.stream;
    return { status, items, ...(found.length > wanted && last !== undefined ? { next: last } : {}) };
  }
}

/** Whose requests a caller sees: all that it asks for, or those of its node, or of its organisation. */
function askersOf(caller: Actor, node: string | undefined): Readonly<Record<string, string>> {
  if (!readsAll(caller) && caller.node === undefined) return { org: caller.org };
  const own = scopedNode(caller, node);
  return own === undefined ? {} : { node: own };
}
