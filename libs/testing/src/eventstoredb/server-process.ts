import { parseArgs } from 'node:util';
import { Clock } from './clock.js';
import { carryOut, type NumberedOrder } from './control.js';
import { EventLog } from './event-log.js';
import type { Faults } from './faults.js';
import { DoubleServer } from './server.js';
import { birthOfLog } from './writes.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    'skew-ms': { type: 'string', default: '0' },
    faults: { type: 'string', default: '{}' },
  },
});

if (values.data === undefined) throw new Error('--data DIR: where the log is kept');
const log = new EventLog(values.data, new Clock(Number(values['skew-ms'])));
if (log.index.size === 0) await log.write(birthOfLog);
const server = new DoubleServer(log);
server.faults.set(JSON.parse(values.faults) as Faults);
const port = await server.listen(Number(values.port));

process.on('message', (order: NumberedOrder) => process.send?.(carryOut(server, order)));
// Without its parent nobody is left who could stop it.
process.once('disconnect', () => process.exit());

const live = { port, pid: process.pid };
process.stdout.write(`${JSON.stringify(live)}\n`);
process.send?.(live);
