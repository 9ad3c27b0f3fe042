import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Operation } from '../coverage/documented-reader.js';
import type { Answered, Sent } from './caller.js';
import { problemIn, type PublishedDocument } from './document.js';
import { TEXTS } from './oddities.js';

export interface Route extends Operation {
  readonly method: string;
  readonly path: string;
}

export const routesOf = ({ document }: PublishedDocument): readonly Route[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );

/** What a part of a path is when another part is odd. */
const USUAL: Readonly<Record<string, string>> = {
  code: 'F01',
  sha256: 'a'.repeat(64),
  id: 'none',
  stream: 'ledger-self',
};
export const usualPath = (path: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => USUAL[name] ?? 'x');

/** Values that are no text, or that readers of addresses stumble over; as they stand in the request line. */
const ENCODED: readonly string[] = [
  '',
  '.',
  '..',
  '%',
  '%2',
  '%zz',
  '%00',
  '%ff',
  '%c0%ae%c0%ae%c0%af',
  '%ed%a0%80',
  '%e0%80%af',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '..%2f..%2f',
  '%252e%252e%252f',
  '%5c%5c',
  '%0d%0aSet-Cookie:%20x=1',
  '%u0041',
  ';jsessionid=1',
  '*',
  '(.*)',
  '+',
  'a'.repeat(201),
  'a'.repeat(10_000),
  '0',
  '00',
  '1',
  '999',
  '1000',
  '1e3',
  '0x10',
  '1.0',
  '9007199254740991',
  '9007199254740993',
  '9999999999999999',
  '10000000000000000',
  '1'.repeat(400),
  '2026',
  '2026-Q1',
  '2026-Q5',
  '2026-00',
  '2026-13',
  '2026-02-29',
  '2026-02-30',
  '0000',
  '9999-12-31',
  '2026-03-05T10%3A00%3A00%2B08%3A00',
  '2026-03-05T10%3A00%3A00+08:00',
  '2026-03-05T10%3A00%3A60Z',
  ...TEXTS.map((text) => encodeURIComponent(text)),
];

/** A request, and what is asked of its answer besides being documented; undefined: it is as it should be. */
export interface Asked extends Sent {
  readonly fault: (answer: Answered) => string | undefined;
}

const never = (): undefined => undefined;

/** Every odd value in every part of every path, and in every parameter and header that is documented; unknown ones too. */
export function asked(published: PublishedDocument, headers: Readonly<Record<string, string>>): readonly Asked[] {
  return routesOf(published)
    .filter(({ method }) => method === 'GET')
    .flatMap((route) => [
      ...inPath(route),
      ...inQuery(route, published),
      ...unknownParameters(route),
      ...inHeaders(route),
    ])
    .map((request) => ({ ...request, headers: { ...headers, ...request.headers } }));
}

const parametersOf = ({ parameters = [] }: Route, where: string): NonNullable<Route['parameters']> =>
  parameters.filter((parameter) => parameter.in === where);

function inPath(route: Route): readonly Asked[] {
  const [name] = [...route.path.matchAll(/\{(\w+)\}/g)].map(([part]) => part);
  if (name === undefined) return [];
  const suffix = neededQuery(route);
  return ENCODED.map((value) => ({ method: 'GET', path: route.path.replace(name, value) + suffix, fault: never }));
}

/** The parameters a route cannot be asked without. */
const needed = (route: Route): readonly string[] =>
  parametersOf(route, 'query').flatMap(({ name, required, schema }) =>
    required === true ? [`${name}=${String((schema?.['examples'] as readonly string[] | undefined)?.[0])}`] : [],
  );
const neededQuery = (route: Route): string => (needed(route).length === 0 ? '' : `?${needed(route).join('&')}`);

function inQuery(route: Route, published: PublishedDocument): readonly Asked[] {
  return parametersOf(route, 'query').flatMap(({ name, schema = {} }) => {
    const fits = published.compile(schema);
    const others = needed(route).filter((said) => !said.startsWith(`${name}=`));
    const pathOf = (...said: readonly string[]): string => `${usualPath(route.path)}?${[...others, ...said].join('&')}`;
    return [
      ...ENCODED.map((value) => ({
        method: 'GET',
        path: pathOf(`${name}=${value}`),
        fault: judged(name, value, fits),
      })),
      { method: 'GET', path: pathOf(`${name}=1`, `${name}=2`), fault: refused(name) },
      { method: 'GET', path: pathOf(name), fault: judged(name, '', fits) },
      ...['[]', '[$gt]', '.', '\u0000'].map((suffix) => ({
        method: 'GET',
        path: `${usualPath(route.path)}?${[...needed(route), `${name}${encodeURIComponent(suffix)}=1`].join('&')}`,
        fault: refused(`${name}${suffix}`),
      })),
    ];
  });
}

/** By the schema of the parameter; what cannot be decoded is left as it is. */
function judged(name: string, encoded: string, fits: ValidateFunction): Asked['fault'] {
  const value = decoded(encoded);
  return fits(value) ? taken : refused(name);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const refused =
  (name: string): Asked['fault'] =>
  ({ status, text }) => {
    if (status !== 400) return `does not fit the published schema, got ${status}`;
    const { code, errors = [] } = problemIn(text);
    const pointers = [...new Set(errors.map(({ pointer }) => pointer))];
    return code === 'invalid-query' && pointers.length === 1 && pointers[0] === `?${name.slice(0, 40)}`
      ? undefined
      : `got ${code}, pointing at ${pointers.join(', ')}, not at ?${name}`;
  };

function taken({ status, text }: Answered): string | undefined {
  if (status !== 400 || problemIn(text).code !== 'invalid-query') return undefined;
  const { errors = [] } = problemIn(text);
  // Two that contradict each other.
  return errors.every(({ code }) => code === 'moment-ambiguous')
    ? undefined
    : `fits the published schema, got ${JSON.stringify(errors)}`;
}

function unknownParameters(route: Route): readonly Asked[] {
  return TEXTS.filter((text) => text !== '').map((text) => ({
    method: 'GET',
    path: `${usualPath(route.path)}?${[...needed(route), `${encodeURIComponent(text)}=1`].join('&')}`,
    fault: refused(text),
  }));
}

const inHeaders = (route: Route): readonly Asked[] =>
  parametersOf(route, 'header').flatMap(({ name }) =>
    [
      '',
      '-1',
      '1.5',
      '1e3',
      '0x1',
      'NaN',
      '9'.repeat(16),
      '9'.repeat(400),
      '1, 2',
      "' OR 1=1",
      '${jndi:x}',
      '\u00e9',
    ].map((value) => ({
      method: 'GET',
      path: usualPath(route.path) + neededQuery(route),
      headers: { [name]: value },
      fault: ({ status }: Answered) => (status === 400 ? undefined : `a ${name} of ${value} got ${status}`),
    })),
  );
