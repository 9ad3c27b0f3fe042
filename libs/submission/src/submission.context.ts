import type { Context } from '#kernel';
import { sub } from './sub.js';

/** How well parties report, apart from what they report. */
export const submission: Context = { name: 'submission', zh: '报送', aggregates: [sub] };
