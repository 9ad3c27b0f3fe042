import { endedOn, type Document, type Term } from '#read-store';
import type { PolicyFact, PolicyFactOf } from './policy.events.js';
import type { RuleFact } from './rule.events.js';
import type { StdFact } from './std.events.js';
import type { Version } from './versions.js';
import type { CatalogueEntry, WcatFact } from './wcat.events.js';

/** What is published version by version: the newest at the top, all of them in `versions`, so that any day can be asked for. */
interface Series extends Document, Version {
  readonly versions: readonly Version[];
}

const series = (doc: Series | undefined, { version, effectiveFrom }: Version): Series => ({
  version,
  effectiveFrom,
  versions: [...(doc?.versions ?? []), { version, effectiveFrom }],
});

export interface WcatDocument extends Series {
  readonly type: 'wcat';
  readonly network: string;
  readonly status: 'PUBLISHED';
  readonly entries: readonly CatalogueEntry[];
  readonly entryCodes: readonly string[];
}

export const projectWcat = (doc: WcatDocument | undefined, { data }: WcatFact, network: string): WcatDocument => ({
  ...series(doc, data),
  type: 'wcat',
  network,
  status: 'PUBLISHED',
  entries: data.entries,
  entryCodes: data.entries.map(({ code }) => code),
});

export interface RuleDocument extends Series {
  readonly type: 'rule';
  readonly rule: string;
  readonly kind: string;
  readonly status: 'PUBLISHED';
  readonly body: object;
  readonly bodySha256: string;
  readonly anchor: string;
}

export function projectRule(doc: RuleDocument | undefined, { data }: RuleFact, rule: string): RuleDocument {
  const { kind, body, bodySha256, anchor } = data;
  return { ...series(doc, data), type: 'rule', rule, kind, status: 'PUBLISHED', body, bodySha256, anchor };
}

export interface StdDocument extends Series {
  readonly type: 'std';
  readonly std: string;
  readonly status: 'PUBLISHED' | 'WITHDRAWN';
  readonly code: string;
  readonly title: string;
  readonly classes: readonly string[];
  readonly docHash: string;
  /** First day on which the newest version no longer holds. */
  readonly withdrawnOn?: string;
  /** The terms in which some version of it is in force. */
  readonly inForce: readonly Term[];
}

export function projectStd(doc: StdDocument | undefined, fact: StdFact, std: string): StdDocument | undefined {
  if (fact.type === 'ServiceStandardWithdrawn')
    return (
      doc && {
        ...doc,
        status: 'WITHDRAWN',
        withdrawnOn: fact.data.on,
        inForce: endedOn(doc.inForce, fact.data.on),
      }
    );
  const { code, title, classCodes: classes, docHash, effectiveFrom } = fact.data;
  return {
    ...series(doc, fact.data),
    type: 'std',
    std,
    status: 'PUBLISHED',
    code,
    title,
    classes,
    docHash,
    inForce: begunOn(doc?.inForce ?? [], effectiveFrom),
  };
}

/** A version replaces what is in force on its first day, else it begins a term. */
function begunOn(terms: readonly Term[], from: string): readonly Term[] {
  const last = terms.at(-1);
  if (last === undefined || (last.until !== undefined && last.until < from)) return [...terms, { from }];
  return [...terms.slice(0, -1), { from: last.from }];
}

export interface PolicyDocument extends Document {
  readonly type: 'policy';
  readonly policy: string;
  readonly status: 'PUBLISHED' | 'WITHDRAWN';
  /** Every number it is cited by, its own first. */
  readonly docNos: readonly string[];
  readonly issuers: readonly string[];
  readonly title: string;
  readonly issuedOn: string;
  readonly effectiveFrom: string;
  readonly docHash: string;
  /** First day on which it no longer holds. */
  readonly withdrawnOn?: string;
}

export const projectPolicy = (
  doc: PolicyDocument | undefined,
  fact: PolicyFact,
  policy: string,
): PolicyDocument | undefined =>
  fact.type === 'PolicyPublished'
    ? published(fact, policy)
    : doc && { ...doc, status: 'WITHDRAWN', withdrawnOn: fact.data.on };

function published({ data }: PolicyFactOf<'PolicyPublished'>, policy: string): PolicyDocument {
  const { docNo, aliases = [], issuers, title, issuedOn, effectiveFrom, docHash } = data;
  const docNos = [docNo, ...aliases];
  return { type: 'policy', policy, status: 'PUBLISHED', docNos, issuers, title, issuedOn, effectiveFrom, docHash };
}
