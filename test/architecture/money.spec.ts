import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

/** Where money is reckoned. The second need not exist. */
const RECKONING = '{libs/catalogue/src/money,libs/subsidy/src}/**/*.ts';
/** The one division, in whole numbers. */
const DIVIDES = 'libs/catalogue/src/money/floor-division.ts';

/** Calls that give numbers which are not whole, or make such numbers whole again. */
const OF_FRACTIONS = new Set([
  'parseFloat',
  'toFixed',
  'toPrecision',
  'round',
  'floor',
  'ceil',
  'trunc',
  'fround',
  'random',
  'sqrt',
  'pow',
]);

function fractionsIn(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isOfFractions(node))
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isOfFractions(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) return DIVISIONS.has(node.operatorToken.kind);
  if (ts.isNumericLiteral(node)) return !Number.isSafeInteger(Number(node.text));
  return ts.isIdentifier(node) && OF_FRACTIONS.has(node.text);
}

const DIVISIONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.SlashEqualsToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.AsteriskAsteriskEqualsToken,
]);

describe('money', () => {
  const files = globSync(RECKONING)
    .map(String)
    .filter((file) => !/\.(?:spec|fixture)\.ts$/.test(file));

  // Never (the code): an amount of money passes through a number that is not whole
  it('is reckoned in whole numbers, and divided in one place', () => {
    expect(files.length).toBeGreaterThan(20);
    const found = files
      .filter((file) => file !== DIVIDES)
      .flatMap((file) => fractionsIn(file, readFileSync(file, 'utf8')));
    expect(found).toEqual([]);
    expect(fractionsIn(DIVIDES, readFileSync(DIVIDES, 'utf8'))).toEqual([
      `${DIVIDES}:6 (BigInt(a) * BigInt(b)) / BigInt(c)`,
    ]);
  });

  it('would be found out', () => {
    const wrong = [
      'a / b',
      'a /= 2',
      'Math.round(a)',
      'parseFloat(a)',
      'Number.parseFloat(a)',
      'a * 0.3',
      'a.toFixed(2)',
      'a ** b',
    ];
    expect(wrong.filter((text) => fractionsIn('x.ts', text).length !== 1)).toEqual([]);
    expect(fractionsIn('x.ts', '/a/.test(b) && 1_000 * 2 % 3 /* a / b */')).toEqual([]);
  });
});
