import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Registry } from '#kernel';
import { componentSchemas, PROBLEM_MEDIA_TYPE } from '#web';

/** Serves `/openapi.json` (every route, every event type) and `/docs`, which needs nothing from outside. */
export function serveDocs(app: NestFastifyApplication, registry: Registry): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('docs', app, () => (document ??= openApi(app, registry)), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: '留痕 API',
  });
}

function openApi(app: NestFastifyApplication, registry: Registry): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('留痕 Liuhen')
    .setDescription('中小企业公共服务活动台账 / the service-activity ledger')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: '<account>.<secret>' })
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (_, method) => method });
  const schemas = { ...document.components?.schemas, ...componentSchemas(registry) };
  for (const path of Object.values(document.paths))
    for (const operation of [path.get, path.put, path.post, path.delete, path.patch])
      if (operation !== undefined) operation.responses['default'] ??= PROBLEM_RESPONSE;
  return { ...document, components: { ...document.components, schemas } };
}

const PROBLEM_RESPONSE = {
  description: '问题说明 / problem details (RFC 9457)',
  content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
};
