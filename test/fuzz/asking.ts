import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { Answered, Asked } from './caller.js';
import { problemIn, type PublishedDocument } from './document.js';
import { TEXTS } from './odd-texts.js';
import { ODD_VALUES } from './odd-values.js';
import { needed, oddPaths, parametersOf, routesOf, usualPath, withQuery, type Route } from './routes.js';
import { isRefusedWith } from './verdict.js';

const never = (): undefined => undefined;

/** Every odd value in every part of every path, and in every parameter and header that is documented; unknown ones too. */
export function asked(published: PublishedDocument, headers: Readonly<Record<string, string>>): readonly Asked[] {
  return routesOf(published)
    .flatMap((route) => [
      ...inPath(route),
      ...inQuery(route, published),
      ...unknownParameters(route),
      ...inHeaders(route),
      ...unaskedBodies(route),
    ])
    .map((request) => ({ ...request, headers: { ...headers, ...request.headers } }));
}

/** What changes something does so for no odd name. */
const inPath = (route: Route): readonly Asked[] =>
  ODD_VALUES.flatMap((value) => oddPaths(route, value)).map((path) => ({
    method: route.method,
    path: withQuery(path, needed(route)),
    fault: route.method === 'GET' ? never : isNotTaken,
  }));

const isNotTaken = ({ status }: Answered): string | undefined => (status < 300 ? `is taken: ${status}` : undefined);

function inQuery(route: Route, published: PublishedDocument): readonly Asked[] {
  const { method } = route;
  return parametersOf(route, 'query').flatMap(({ name, schema = {} }) => {
    const fits = published.compile(schema);
    const others = needed(route).filter((said) => !said.startsWith(`${name}=`));
    const pathOf = (...said: readonly string[]): string => withQuery(usualPath(route.path), [...others, ...said]);
    return [
      ...ODD_VALUES.map((value) => ({ method, path: pathOf(`${name}=${value}`), fault: judged(name, value, fits) })),
      { method, path: pathOf(`${name}=1`, `${name}=2`), fault: refused(name) },
      { method, path: pathOf(name), fault: judged(name, '', fits) },
      ...['[]', '[$gt]', '.', '\u0000'].map((suffix) => ({
        method,
        path: withQuery(usualPath(route.path), [...needed(route), `${name}${encodeURIComponent(suffix)}=1`]),
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
  return errors.every(({ code }) => code === 'moment-ambiguous' || code === 'moments-reversed')
    ? undefined
    : `fits the published schema, got ${JSON.stringify(errors)}`;
}

const unknownParameters = (route: Route): readonly Asked[] =>
  TEXTS.filter((text) => text !== '').map((text) => ({
    method: route.method,
    path: withQuery(usualPath(route.path), [...needed(route), `${encodeURIComponent(text)}=1`]),
    fault: refused(text),
  }));

/** No position in a header is one of these. */
const NO_POSITIONS = [
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
];

const inHeaders = (route: Route): readonly Asked[] =>
  parametersOf(route, 'header').flatMap(({ name }) =>
    NO_POSITIONS.map((value) => ({
      method: route.method,
      path: withQuery(usualPath(route.path), needed(route)),
      headers: { [name]: value },
      fault: isRefusedWith(400),
    })),
  );

/** Content for what asks for none. */
const BODIES: readonly (readonly [string, string])[] = [
  ['application/json', '{"name":"activity","build":1}'],
  ['application/json', '{'],
  ['application/json', ''],
  ['application/x-www-form-urlencoded', 'limit=1'],
  ['application/cloudevents+json', '{}'],
  ['text/plain', 'x'.repeat(300_000)],
  ['/', '\u0000'],
];

const unaskedBodies = (route: Route): readonly Asked[] =>
  route.requestBody === undefined
    ? BODIES.map(([type, body]) => ({
        method: route.method,
        path: withQuery(usualPath(route.path), needed(route)),
        headers: { 'Content-Type': type },
        body,
        fault: never,
      }))
    : [];
