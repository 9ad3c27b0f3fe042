import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SqliteEventStore } from '#event-store/sqlite';
import { Refusal } from '#kernel';
import { makeDirectory, syncDirectory } from '../durable.js';
import { refuse } from '../ledger-refusals.js';
import { missingEvidence } from '../posting/evidence-check.js';
import { EvidenceFiles } from '../posting/evidence-files.js';
import type { Progress } from '../progress.js';

export interface BackupReport {
  /** Last position in the copy, and how many events it has. */
  readonly head: number;
  readonly events: number;
  readonly logBytes: number;
  /** Evidence files in the copy. */
  readonly evidenceFiles: number;
  /** What was not whole in the ledger itself, and so is not in the copy. */
  readonly faults: readonly EvidenceFault[];
}

/** An evidence file that is not what its name says, or is not what an event says of it. */
interface EvidenceFault {
  readonly code: string;
  readonly en: string;
  /** The event that names the file. */
  readonly position?: number;
  readonly eventId?: string;
}

interface Places {
  readonly log: string;
  readonly evidence: string;
  readonly to: string;
}

type Tell = (progress: Progress) => void;

/**
 * Copies log and evidence into a directory that gets its name when all is there, read back and on disk. The log comes first:
 * evidence is stored before the event that names it, so every file an event of the copy names is there. What an earlier
 * run that was broken off has copied of the evidence is kept. Refuses with backup-target-taken, or as the log's copying does.
 */
export async function backUp({ log, evidence, to }: Places, tell: Tell): Promise<BackupReport> {
  if (await isTaken(to)) throw refuse('backup-target-taken', { params: { directory: to } });
  const partial = `${to}.partial`;
  const copied = join(partial, 'events.db');
  await makeDirectory(partial);
  await rm(copied, { force: true });
  const { head, sizeBytes } = await SqliteEventStore.backup(log, copied, ({ copiedPages, totalPages }) =>
    tell({ phase: '事件 / events', done: copiedPages, total: totalPages, count: `${copiedPages} 页 / pages` }),
  );
  const files = await EvidenceFiles.open(join(partial, 'evidence'));
  const { stored, damaged } = await copyEvidence(EvidenceFiles.storedIn(evidence), files, tell);
  const { events, missing } = await checkEvidence(copied, files, tell);
  await syncDirectory(partial);
  await rename(partial, to);
  await syncDirectory(dirname(to));
  return { head, events, logBytes: sizeBytes, evidenceFiles: stored, faults: [...damaged, ...missing] };
}

async function isTaken(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function copyEvidence(from: EvidenceFiles, to: EvidenceFiles, tell: Tell) {
  const digests = await from.digests();
  const damaged: EvidenceFault[] = [];
  for (const [index, sha256] of digests.entries()) {
    try {
      if ((await to.bytes(sha256)) === undefined) await to.put(sha256, from.read(sha256));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error;
      damaged.push({ code: error.code, en: `${sha256}: ${error.en}` });
    }
    tell({ phase: '佐证 / evidence', done: index + 1, total: digests.length, count: `${index + 1} 件 / files` });
  }
  return { stored: digests.length - damaged.length, damaged };
}

/** Whether the copy has every file its events name, with the size they say. */
async function checkEvidence(copied: string, files: EvidenceFiles, tell: Tell) {
  const snapshot = SqliteEventStore.snapshot(copied);
  const missing: EvidenceFault[] = [];
  let events = 0;
  try {
    for (const { position, id, type, data } of snapshot.events()) {
      events += 1;
      const fault = await missingEvidence({ type, data: data as object }, files);
      if (fault !== undefined) missing.push({ code: fault.code, en: fault.en, position, eventId: id });
      tell({ phase: '核对 / checked', done: position, total: snapshot.head, count: `${events} 个事件 / events` });
    }
  } finally {
    snapshot.close();
  }
  return { events, missing };
}
