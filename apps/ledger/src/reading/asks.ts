import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { JsonSchema } from '#kernel';
import type { Parameter } from './query.js';

/** Documents a reading route: what it is for, what it answers, and the parameters `readQuery` will check. */
export const Asks = (
  summary: string,
  answer: JsonSchema,
  shape: Readonly<Record<string, Parameter>> = {},
): MethodDecorator =>
  applyDecorators(
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
  );

export const documentedQuery = (shape: Readonly<Record<string, Parameter>>): readonly MethodDecorator[] =>
  Object.entries(shape).map(([name, { spec, zh, required }]) =>
    ApiQuery({ name, description: zh, required: required === true, schema: spec.schema }),
  );
