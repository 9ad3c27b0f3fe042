import 'reflect-metadata';
import { createLedger } from './ledger.module.js';
import { readSettings } from './settings.js';

/** How long a stop may take; requests under way longer than that are cut off, unanswered. */
const STOP_MAX_MS = 30_000;

try {
  const settings = readSettings(process.env);
  const app = await createLedger(settings);
  const stop = (): void => {
    setTimeout(() => process.exit(1), STOP_MAX_MS).unref();
    void app.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await app.listen({ host: settings.host, port: settings.port });
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exit(1);
}
