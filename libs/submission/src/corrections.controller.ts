import { Controller } from '@nestjs/common';
import {
  type AnswerOf,
  choice,
  FromProjections,
  LIMIT,
  ofPosters,
  type QuestionOf,
  Reads,
  route,
  text,
} from '#context';
import { ReadStore } from '#read-store';
import { CORRECTION_REQUESTS } from './reporting-answers.js';
import { type CorrectionRequest, correctionsProjection } from './corrections.projection.js';

const STATUSES = ['REQUESTED', 'GRANTED', 'DECLINED'] as const;
const REQUESTS = route({
  summary: '更正申请 / requests for corrections',
  readers: ofPosters,
  query: {
    status: choice(STATUSES, '状态,缺省 REQUESTED(待办)', 'status; REQUESTED, what is open, when left out'),
    after: text(
      'corr-[0-9a-f-]{36}',
      '上一页的 next',
      '`next` of the page before',
      'corr-019d052d-2d20-8622-a4c1-9f2b0c7d1e35',
    ),
    limit: LIMIT,
  },
  answer: CORRECTION_REQUESTS,
});

/** Requests for corrections: what hub and authority have to decide, and what became of a poster's own. */
@Controller('v1/postings/corrections')
@FromProjections()
export class CorrectionsController {
  constructor(private readonly models: ReadStore) {}

  @Reads('', REQUESTS)
  async listCorrectionRequests({ scope, asked }: QuestionOf<typeof REQUESTS>): Promise<AnswerOf<typeof REQUESTS>> {
    const { after, limit = '50' } = asked;
    const status = statusOf(asked.status);
    const wanted = Number(limit);
    const found = await this.models.find<CorrectionRequest>(correctionsProjection, {
      where: { status, ...scope },
      ...(after === undefined ? {} : { after }),
      limit: wanted + 1,
    });
    const items = found.slice(0, wanted).map(({ id, doc }) => ({ stream: id, ...doc }));
    const last = items.at(-1)?.stream;
    return { status, items, ...(found.length > wanted && last !== undefined ? { next: last } : {}) };
  }
}

const statusOf = (asked = 'REQUESTED'): CorrectionRequest['status'] =>
  STATUSES.find((status) => status === asked) ?? 'REQUESTED';
