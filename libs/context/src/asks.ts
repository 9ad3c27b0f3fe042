import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FieldSpec, JsonSchema } from '#kernel';
import type { Parameter } from './query.js';

/** Documents a reading route: what it is for, what it answers, and the parameters `readQuery` will check. */
export const Asks = (
  summary: string,
  answer: JsonSchema,
  shape: Readonly<Record<string, Parameter>> = {},
  path: Readonly<Record<string, FieldSpec>> = {},
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
    InPath(path),
  );

export const documentedQuery = (shape: Readonly<Record<string, Parameter>>): readonly MethodDecorator[] =>
  Object.entries(shape).map(([name, { spec, required }]) =>
    ApiQuery({ name, ...documented(spec), required: required === true }),
  );

/** What the parts of a path name. Whatever stands there is looked up, so none is refused for its form. */
export const InPath = (path: Readonly<Record<string, FieldSpec>>): MethodDecorator =>
  applyDecorators(...Object.entries(path).map(([name, spec]) => ApiParam({ name, ...documented(spec) })));

/** OpenAPI has the description of a parameter beside its schema. */
function documented({ schema }: FieldSpec): { readonly description: string; readonly schema: JsonSchema } {
  const { description, ...rest } = schema;
  return { description: String(description), schema: rest };
}
