import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { Registry } from '#kernel';
import { componentSchemas } from '#web';
import { problemResponses, problemSchemas } from './published-problems.js';

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
  const schemas = { ...document.components?.schemas, ...componentSchemas(registry), ...problemSchemas() };
  for (const [path, { get, put, post, delete: remove }] of Object.entries(document.paths))
    for (const operation of [get, put, post, remove])
      if (operation !== undefined) addProblems(path, operation, operation !== get);
  return { ...document, components: { ...document.components, schemas } };
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

function addProblems(path: string, operation: Operation, isWriting: boolean): void {
  for (const [status, response] of Object.entries(problemResponses(path, isWriting)))
    operation.responses[status] ??= response;
}
