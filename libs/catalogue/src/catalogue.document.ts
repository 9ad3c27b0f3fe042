import type { ItemDocument } from './item.projection.js';
import type { PolicyDocument, RuleDocument, StdDocument, WcatDocument } from './publications.projection.js';

/** A row of one of the catalogue's registers; `type` tells which. */
export type CatalogueDocument = ItemDocument | WcatDocument | PolicyDocument | StdDocument | RuleDocument;
