import type { Operation } from '../support/published-answers.js';
import type { PublishedDocument } from './document.js';

export interface Route extends Operation {
  readonly method: string;
  readonly path: string;
  /** There where a body is asked for. */
  readonly requestBody?: object;
}

export const routesOf = ({ document }: PublishedDocument): readonly Route[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );

export const parametersOf = ({ parameters = [] }: Route, where: string): NonNullable<Route['parameters']> =>
  parameters.filter((parameter) => parameter.in === where);

/** The parameters a route cannot be asked without, each with a value that fits. */
export const needed = (route: Route): readonly string[] =>
  parametersOf(route, 'query').flatMap(({ name, required, schema }) =>
    required === true ? [`${name}=${String((schema?.['examples'] as readonly string[] | undefined)?.[0])}`] : [],
  );

/** What a part of a path is when another part is odd. */
const USUAL: Readonly<Record<string, string>> = {
  code: 'F01',
  sha256: 'a'.repeat(64),
  id: 'none',
  stream: 'ledger-self',
  name: 'activity',
  build: '1',
  account: 'a-auditor',
  version: '1',
};

/** A path with a value for every part, as a route is asked usually. */
export const usualPath = (path: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => USUAL[name] ?? 'x');

/** The paths of a route of which one part, and no other, is written as `value`, and is not what it is usually. */
export const oddPaths = ({ path }: Route, value: string): readonly string[] =>
  [...path.matchAll(/\{\w+\}/g)]
    .map(([part]) => usualPath(path.replace(part, () => value)))
    .filter((odd) => odd !== usualPath(path));

/** A path as it is asked with these parameters, already encoded. */
export const withQuery = (path: string, said: readonly string[]): string =>
  said.length === 0 ? path : `${path}?${said.join('&')}`;
