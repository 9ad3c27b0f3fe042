import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { progressPrinter } from '../progress.js';
import { backUp, type BackupReport } from './backup.js';
import { readOptions, USAGE } from './options.js';

const FAULTS_SHOWN = 20;

function printReport({ head, events, logBytes, evidenceFiles, faults }: BackupReport, to: string): void {
  console.log(
    `已复制至 ${to}:位置至 ${head},事件 ${events} 个(${logBytes} 字节),佐证 ${evidenceFiles} 件,均已核对\n` +
      `copied to ${to}: up to position ${head}, ${events} events (${logBytes} bytes), ${evidenceFiles} evidence files, all read back`,
  );
  if (faults.length === 0) return;
  console.error(
    `台账本身有 ${faults.length} 处佐证不全 / the ledger itself lacks evidence in ${faults.length} places:`,
  );
  for (const { code, en, position } of faults.slice(0, FAULTS_SHOWN))
    console.error(`  ${position === undefined ? '' : `位置 / position ${position}: `}${code}: ${en}`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  if (!existsSync(options.log)) throw new Error(`--from: 没有文件 / no such file: ${options.log}`);
  const report = await backUp(options, progressPrinter(console.error));
  if (options.isJson) console.log(JSON.stringify(report));
  else printReport(report, options.to);
  if (report.faults.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : failure);
  process.exitCode = 1;
}
