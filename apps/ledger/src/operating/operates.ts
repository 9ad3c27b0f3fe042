import { applyDecorators, HttpCode } from '@nestjs/common';
import { documentedQuery, InPath, type Parameter } from '#context';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FieldSpec } from '#kernel';

interface Answered {
  readonly status?: 200 | 202 | 204;
  /** Absent where nothing is answered. */
  readonly schema?: object;
  readonly shape?: Readonly<Record<string, Parameter>>;
  readonly path?: Readonly<Record<string, FieldSpec>>;
}

/** Documents a route of operating, and says with which status it answers (200 when left out). */
export const Operates = (summary: string, { status = 200, schema, shape = {}, path = {} }: Answered): MethodDecorator =>
  applyDecorators(
    ApiTags('运维 operating'),
    ApiBearerAuth(),
    HttpCode(status),
    ApiOperation({ summary }),
    ApiResponse({
      status,
      description: summary,
      ...(schema === undefined ? {} : { schema: schema }),
    }),
    ...documentedQuery(shape),
    InPath(path),
  );
