import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const DOCUMENT = 'docs/invariants.md';
/** Above a test: `// Never (the log): a position is reused`. Several tests may hold one invariant. */
const MARK = /^\/\/ Never \(([a-z ]+)\): (.+)$/;

/** In the order of the book. */
const TOPICS = [
  'the log',
  'times',
  'corrections',
  'figures',
  'closed months',
  'the business',
  'access',
  'input',
  'the code',
] as const;

interface Held {
  readonly topic: string;
  readonly never: string;
  readonly file: string;
  readonly title: string;
}

const files = globSync('{apps,libs,test}/**/*.{spec,contract}.ts', { exclude: ['**/node_modules/**'] })
  .map(String)
  .toSorted()
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  .filter(({ text }) => text.includes('// Never ('));
const held = files.flatMap(({ file, text }) => heldIn(file, text));

/** What the tests of a file hold, with their titles after those around them. */
function heldIn(file: string, text: string): readonly Held[] {
  const found: Held[] = [];
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const title = titleOf(node);
    const titles = title === undefined ? around : [...around, title];
    if (title !== undefined)
      for (const { pos, end } of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) {
        const [, topic, never] = MARK.exec(text.slice(pos, end)) ?? [];
        if (topic !== undefined && never !== undefined) found.push({ topic, never, file, title: titles.join(' › ') });
      }
    ts.forEachChild(node, (child) => visit(child, titles));
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), []);
  return found;
}

/** The title of a statement that is a test or describes some; what a template fills in is left open. */
function titleOf(node: ts.Node): string | undefined {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return undefined;
  const [title] = node.expression.arguments;
  if (title === undefined) return undefined;
  if (ts.isStringLiteralLike(title)) return title.text;
  if (!ts.isTemplateExpression(title)) return undefined;
  return title.head.text + title.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

/** What the document must say. */
function documented(): string {
  const sections = TOPICS.flatMap((topic) => {
    const ofTopic = Map.groupBy(
      held.filter((one) => one.topic === topic),
      ({ never }) => never,
    );
    const items = [...ofTopic]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([never, by]) => [`- ${never}`, ...by.map(({ file, title }) => `  - \`${file}\`: "${title}"`)]);
    return [`## ${topic[0]?.toUpperCase()}${topic.slice(1)}`, '', ...items, ''];
  });
  return [
    '# Invariants',
    '',
    'What never happens, and the tests that hold it. The list is read off those tests, each of which says above itself what it holds',
    '(`// Never (topic): …`), and is written by `UPDATE=1 npm run jest -- test/architecture/invariants`.',
    '',
    'Drills run in `npm test`. Their numbers are settings, and each prints its seed (`SEED=` repeats the choices, not the timing).',
    '`HTTP_KILLS=300 npm run jest -- test/drills/kill-http` kills ledgers 300 times while clients post, otherwise 60 times; `KILLS` (200) is for',
    '`test/drills/kill.spec.ts`, `STORE_KILLS` (6) for the event store server. A full disk is played by a limit on the size of files.',
    '',
    ...sections,
  ].join('\n');
}

describe('invariants', () => {
  it('are said above tests only, of a topic of the book', () => {
    const marks = files.flatMap(({ text }) => text.match(/^ *\/\/ Never \(/gm) ?? []);
    expect(held).toHaveLength(marks.length);
    expect(held.filter(({ topic }) => !TOPICS.some((one) => one === topic))).toEqual([]);
  });

  it('are documented as the tests hold them', () => {
    if (process.env['UPDATE'] === '1') writeFileSync(DOCUMENT, documented());
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(documented());
  });
});
