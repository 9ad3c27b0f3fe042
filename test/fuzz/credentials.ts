import type { Answered, Asked } from './caller.js';
import type { PublishedDocument } from './document.js';
import { routesOf, usualPath } from './routes.js';
import { isRefusedWith } from './verdict.js';

/** Credentials that are none, on every route that asks for one. */
export function wrongCredentials(published: PublishedDocument, key: string): readonly Asked[] {
  const [account = '', secret = ''] = key.split('.');
  const wrong = [
    '',
    'Bearer',
    'Bearer ',
    `Basic ${Buffer.from(key).toString('base64')}`,
    key,
    `Bearer ${account}`,
    `Bearer ${account}.`,
    `Bearer .${secret}`,
    `Bearer ${key}x`,
    `Bearer ${key.slice(0, -1)}`,
    `Bearer ${key}, Bearer ${key}`,
    `Bearer ${account}.${secret.toUpperCase()}x`,
    `Bearer nobody.${secret}`,
    `Bearer __proto__.${secret}`,
    `Bearer constructor.${secret}`,
    `Bearer ../${account}.${secret}`,
    `Bearer ${account}.' OR '1'='1' -- `,
    `Bearer ${'a'.repeat(8_000)}.${secret}`,
    `Bearer ${account}.${'a'.repeat(8_000)}`,
    `Digest username="${account}"`,
  ];
  const fault = (answer: Answered): string | undefined =>
    answer.headers['www-authenticate'] === 'Bearer'
      ? isRefusedWith(401)(answer)
      : `got ${answer.status} without WWW-Authenticate`;
  return routesOf(published)
    .filter(({ path }) => path.startsWith('/v1/'))
    .flatMap(({ method, path }) =>
      wrong.map((Authorization) => ({ method, path: usualPath(path), headers: { Authorization }, fault })),
    );
}
