import type { Asked } from './caller.js';
import type { PublishedDocument } from './document.js';
import { routesOf, usualPath } from './routes.js';
import { isRefusedWith } from './verdict.js';

const METHODS = ['DELETE', 'GET', 'LINK', 'OPTIONS', 'PATCH', 'POST', 'PROPFIND', 'PUT', 'SEARCH', 'TRACE', 'UNLOCK'];

/** 405, with the methods there are, which are others. */
const isSentElsewhere =
  (method: string): Asked['fault'] =>
  (answer) => {
    const allowed = (answer.headers.allow ?? '').split(', ');
    return allowed[0] === '' || allowed.includes(method) ? `Allow: ${allowed.join()}` : isRefusedWith(405)(answer);
  };

/** Methods a path does not have, and paths there are not. */
export function wrongMethods(
  published: PublishedDocument,
  headers: Readonly<Record<string, string>>,
): readonly Asked[] {
  const routes = routesOf(published);
  const paths = new Set(routes.map(({ path }) => path));
  const known = [...paths].flatMap((path) =>
    METHODS.filter((method) => !routes.some((route) => route.path === path && route.method === method)).map(
      (method) => [method, usualPath(path)] as const,
    ),
  );
  const unknown = [
    '/',
    '/v1',
    '/v2/events',
    '/v1/events/',
    '/V1/events',
    '//v1/events',
    '/v1//events',
    '/v1/events/../figures',
    '/admin',
    '/.env',
    '/.git/config',
    '/docs/../../etc/passwd',
    '/v1/%65vents%00',
  ];
  return [
    ...known.map(([method, path]) => ({ method, path, headers, fault: isSentElsewhere(method) })),
    ...unknown.flatMap((path) =>
      ['GET', 'POST', 'DELETE'].map((method) => ({ method, path, headers, fault: isRefusedWith(404, 400, 405, 415) })),
    ),
    ...routes
      .filter(({ method }) => method === 'GET')
      .map(({ path }) => ({ method: 'HEAD', path: usualPath(path), headers, fault: () => undefined })),
  ];
}
