import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Parameter } from './query.js';

/** Documents a reading route: what it answers, and the parameters `readQuery` will check. */
export const Asks = (summary: string, shape: Readonly<Record<string, Parameter>> = {}): MethodDecorator =>
  applyDecorators(
    ApiTags('查询 reading'),
    ApiBearerAuth(),
    ApiOperation({ summary }),
    ...Object.entries(shape).map(([name, { spec, zh, required }]) =>
      ApiQuery({ name, description: zh, required: required === true, schema: spec.schema }),
    ),
  );
