import { runDemo } from './demo.js';
import { readOptions, USAGE } from './options.js';

/** Exit codes: 0 all is as it should be, 1 it is not. */
async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  const print = (line: string): void => console.log(line);
  if (options === 'help') {
    print(USAGE);
    return 0;
  }
  const { server, facts } = await runDemo(options, print);
  if (options.isJson) print(JSON.stringify(facts));
  const isSound =
    (facts.verified?.differing.length ?? 0) === 0 &&
    JSON.stringify(facts.periodEnd) === JSON.stringify(facts.periodEndAgain);
  if (options.isOnce || !isSound) return (await server.stop()) === 0 && isSound ? 0 : 1;
  if (!options.isJson) {
    print(
      `\n时钟停在演示结束之时,其后发生的申报须以请求头 Demo-Now 拨前 / its clock stands where the play ended: Demo-Now moves it`,
    );
    print(`账本在运行,按 Ctrl-C 停止 / the ledger is running, Ctrl-C stops it`);
  }
  const stop = (): void => void server.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return (await server.stopped()) ?? 1;
}

try {
  process.exitCode = await main();
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
}
