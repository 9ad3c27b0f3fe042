/** Starts the double as a process of its own: `node test/support/eventstoredb/main.mjs --port 2113 --data DIR`. */
import './as-typescript.mjs';

await import('./server-process.ts');
