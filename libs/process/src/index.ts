export { ledgerStatement, type OwnWords } from './ledger-statement.js';
export { owedBy, type Owed, type Process } from './process.js';
export { ProcessRunner, type NotStated, type ProcessProgress } from './process-runner.js';
