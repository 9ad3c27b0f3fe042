import type { Context } from '#kernel';
import { corr } from './corr.js';
import { periods } from './month.js';
import { sub } from './sub.js';

/** How well parties report, apart from what they report, and which months are closed. */
export const submission: Context = { name: 'submission', zh: '报送', aggregates: [sub, corr], periods };
