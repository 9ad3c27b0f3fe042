import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FieldSpec } from '#kernel';
import { audience } from './audience.js';
import type { Parameter } from './query.js';
import { documentedQuery, InPath } from './reads.js';

/** Documents a reading route: what it is for, what it answers, and the parameters `readQuery` will check. */
export const Asks = (
  summary: string,
  answer: object,
  shape: Readonly<Record<string, Parameter>> = {},
  path: Readonly<Record<string, FieldSpec>> = {},
): MethodDecorator =>
  applyDecorators(
    audience('account'),
    ApiTags('查询 reading'),
    ApiBearerAuth(),
    ApiOperation({ summary }),
    ApiOkResponse({
      description: summary,
      schema: answer,
      headers: {
        'Ledger-Position': { description: '台账现在的位置 / the head of the log', schema: { type: 'integer' } },
      },
    }),
    ...documentedQuery(shape),
    InPath(path),
  );
