import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('main.mjs', import.meta.url));

/** Starts the double on a log of its own, for whoever is no test: `url` to reach it, `stop` to end it. */
export async function startServer(data) {
  const settings = ['--port', '0', '--data', data];
  const child = spawn(process.execPath, [MAIN, ...settings], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const [line] = await once(child.stdout, 'data');
  const { port } = JSON.parse(String(line));
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    stop: async () => {
      process.off('exit', kill);
      kill();
      await once(child, 'exit');
    },
  };
}
