/** Starts the double as a process of its own: `node libs/testing/src/eventstoredb/main.mjs --port 2113 --data DIR`. */
import './as-typescript.mjs';

await import('./server-process.ts');
