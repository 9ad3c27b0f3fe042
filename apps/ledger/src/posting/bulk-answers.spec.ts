import { getEventListeners } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Registry } from '#kernel';
import type { Posting } from '#web';
import { bulkAnswers } from './bulk-answers.js';

const posting = {
  registry: new Registry([]),
  actor: { account: 'a', org: 'o', role: 'AUDITOR' },
} as unknown as Posting;

/** All that a bulk post of some misshapen lines is answered. */
async function answered(lines: readonly string[], stopping: AbortSignal): Promise<string> {
  const bytes = Readable.from(lines.map((line) => Buffer.from(`${line}\n`)));
  const record = async () => [];
  let text = '';
  for await (const part of bulkAnswers({ bytes, posting, record, language: 'en', stopping, onEnd: () => undefined }))
    text += String(part);
  return text;
}

describe('a bulk post', () => {
  it('leaves nothing behind at the signal that outlives it', async () => {
    const { signal } = new AbortController();
    const text = await answered(['{', '{', '{'], signal);
    expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toMatchObject({ complete: true });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('is answered as cut off when the server stops', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await answered(['{'], controller.signal)).toContain('"complete":false');
  });
});
