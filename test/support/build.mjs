import { execFileSync } from 'node:child_process';

/** Before any test: dist is what the sources say now, for tests that start processes and threads of the product. */
export default function build() {
  execFileSync(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'ledger'], { stdio: 'pipe' });
}
