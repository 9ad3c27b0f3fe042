import { expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createLedger } from '../../apps/ledger/src/ledger.module.js';
import { readSettings } from '../../apps/ledger/src/settings.js';

it('starts', async () => {
  const dir = mkdtempSync(`${tmpdir()}/lh-`);
  const app = await createLedger(readSettings({ DATA_DIR: dir, PORT: '0', LOG_LEVEL: 'info' }));
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = await app.getUrl();
  const key = readFileSync(`${dir}/bootstrap-key`, 'utf8').trim();
  for (const [path, init] of [
    ['/livez', {}], ['/readyz', {}], ['/metrics', {}], ['/nope', {}], ['/problems/not-found', {}], ['/openapi.json', {}], ['/docs', {}], ['/docs/swagger-ui.css', {}],
    ['/v1/events', { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json' }, body: '{"a":1,"a":2}' }],
    ['/v1/events', { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json' }, body: JSON.stringify({specversion:'1.0', id:'1', source:'urn:x', type:'cn.smes.account.account-opened.v1', subject:'acct-a1', time: new Date().toISOString(), data: {name:'窗口甲', role:'FINANCE', org:'fin'}}) }],
    ['/v1/events/batch', { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' }, body: '{"a":1}\n\nxx' }],
    ['/v1/events', { method: 'POST', headers: { 'content-type': 'application/cloudevents+json', 'accept-language': 'en' }, body: '{}' }],
  ] as [string, RequestInit][]) {
    const r = await fetch(url + path, init);
    const text = await r.text();
    console.log(path, r.status, JSON.stringify([...r.headers]), text.slice(0, 700));
  }
  await app.close();
  expect(1).toBe(1);
});
