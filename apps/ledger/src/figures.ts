import { FigureList } from '#context';
import { CONTEXTS } from './contexts.js';
import { PROJECTIONS } from './projections.js';

/** Every figure of the ledger. */
export const FIGURES = new FigureList(CONTEXTS, PROJECTIONS);
