import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import {
  CitedRows,
  Clock,
  FigureList,
  Knowledge,
  Links,
  MinPositionGuard,
  Names,
  PostClosing,
  requireAudiences,
  Visibility,
} from '#context';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { join } from 'node:path';
import { EventLookup, EventStore } from '#event-store';
import { EventStoreDbEventStore } from '#event-store/eventstoredb';
import { SqliteEventStore } from '#event-store/sqlite';
import { civilDateOf, Registry, toInstant } from '#kernel';
import { ProjectionOperations, ProjectionRunner, ReadStore } from '#read-store';
import { calendarHorizon } from '#reference';
import { SqliteReadStore } from '#read-store/sqlite';
import { Recorder } from '#recorder';
import { Authenticator, CallerGuard, ProblemFilter } from '#web';
import { LedgerAuthenticator } from './authenticator.js';
import { inspectLedger, isOpened, openLedger, type LedgerMode } from './bootstrap.js';
import { DemoTime, NoDemoTime } from './demo-time.js';
import { makeDirectory } from './durable.js';
import { DeadLettersController } from './operating/dead-letters.controller.js';
import { serveDocs } from './operating/docs.js';
import { addAnswerHooks, fastifyAdapter } from './operating/fastify.js';
import { HealthController } from './operating/health.controller.js';
import { Metrics } from './operating/metrics.js';
import { nestLog } from './operating/nest-log.js';
import { ProblemsController } from './operating/problems.controller.js';
import { Projecting } from './operating/projecting.js';
import { ProjectionsController } from './operating/projections.controller.js';
import { RebuildsController } from './operating/rebuilds.controller.js';
import { Stopping } from './operating/stopping.js';
import { AnswerSpills } from './posting/answer-spill.js';
import { EvidenceAccess } from './posting/evidence-access.js';
import { EvidenceController } from './posting/evidence.controller.js';
import { EvidenceFiles } from './posting/evidence-files.js';
import { PostingController } from './posting/events.controller.js';
import { RecordStatementsHandler } from './posting/record-statements.handler.js';
import { Rejections } from './posting/rejections.js';
import { FiguresSideBySide } from './reading/side-by-side.js';
import { AgenciesController } from './reading/agencies.controller.js';
import { FigureChangesController } from './reading/figure-changes.controller.js';
import { EvidenceIndex } from './reading/evidence-index.js';
import { FiguresController } from './reading/figures.controller.js';
import { PostingsController } from './reading/postings.controller.js';
import { RefusedStatements } from './reading/refused-statements.js';
import { ReferenceController } from './reading/reference.controller.js';
import { NetworkDocuments } from './reading/network-documents.js';
import { ScorecardsController } from './reading/scorecards.controller.js';
import type { Settings } from './settings.js';
import { YieldingLog } from './yielding-log.js';
import { CONTEXTS } from './contexts.js';
import { FIGURES } from './figures.js';
import { PROJECTIONS } from './projections.js';
import { DemoClock, SystemClock } from './clocks.js';
import { ProcessRunner } from '#process';
import { ProcessesController } from './operating/processes.controller.js';

const OPEN = [HealthController, ProblemsController];
const API = [
  PostingController,
  EvidenceController,
  FiguresController,
  FigureChangesController,
  ScorecardsController,
  PostingsController,
  AgenciesController,
  ProjectionsController,
  RebuildsController,
  DeadLettersController,
  ProcessesController,
  ReferenceController,
];

/** What a ledger is made of, opened and ready; the adapters behind the ports are chosen here and nowhere else. */
interface LedgerParts {
  readonly settings: Settings;
  readonly registry: Registry;
  readonly store: EventStore;
  readonly lookup: EventLookup;
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly models: ReadStore;
  readonly evidence: EvidenceFiles;
  readonly mode: LedgerMode;
}

/** The event store that the settings name. */
async function openEventStore(
  { eventStore, dataDir }: Settings,
  log: FastifyBaseLogger,
): Promise<{ readonly store: EventStore; readonly lookup: EventLookup }> {
  if (eventStore.kind === 'sqlite') {
    const store = await SqliteEventStore.open(eventStore.file);
    return { store, lookup: store.lookup };
  }
  const store = await EventStoreDbEventStore.open({
    connection: eventStore.connection,
    indexFile: join(dataDir, 'identities.db'),
    onIndexing: (position, head) => log.info({ position, head }, 'indexing identities'),
    onDouble: (double) => log.error({ double }, 'a statement was recorded about two streams'),
    onError: (err) => log.error({ err }, 'the index of identities cannot follow the log; trying again'),
  });
  return { store, lookup: store.lookup };
}

/** Opens stores and files; an empty log is opened as a ledger. */
async function openParts(settings: Settings, log: FastifyBaseLogger): Promise<LedgerParts> {
  await makeDirectory(settings.dataDir);
  const registry = new Registry(CONTEXTS);
  const { store, lookup } = await openEventStore(settings, log);
  try {
    const found = await inspectLedger(store, settings);
    const clock =
      settings.demoClock === undefined ? new SystemClock() : new DemoClock(found.lastMs ?? settings.demoClock.fromMs);
    const recorder = new Recorder({ store, lookup, registry, now: () => clock.now() });
    const mode =
      found.mode !== undefined && isOpened(found)
        ? found.mode
        : await openLedger({ recorder, registry, settings, atMs: clock.now(), found });
    const evidence = await EvidenceFiles.open(join(settings.dataDir, 'evidence'));
    const models = SqliteReadStore.open(settings.readStoreFile);
    return { settings, registry, store, lookup, recorder, clock, models, evidence, mode };
  } catch (failure) {
    await store.close();
    throw failure;
  }
}

const ports = (parts: LedgerParts): readonly Provider[] => [
  { provide: Registry, useValue: parts.registry },
  { provide: EventStore, useValue: parts.store },
  { provide: EventLookup, useValue: parts.lookup },
  { provide: Recorder, useValue: parts.recorder },
  { provide: ReadStore, useValue: parts.models },
  { provide: Clock, useValue: parts.clock },
  { provide: EvidenceFiles, useValue: parts.evidence },
  { provide: AnswerSpills, useValue: new AnswerSpills(join(parts.settings.dataDir, 'unread-answers')) },
  { provide: Authenticator, useValue: new LedgerAuthenticator(parts.recorder) },
  {
    provide: EvidenceAccess,
    inject: [ReadStore, EventStore, Visibility],
    useFactory: (models: ReadStore, store: EventStore, visibility: Visibility) =>
      new EvidenceIndex(models, store, visibility),
  },
];

@Module({})
class LedgerModule {
  static of(parts: LedgerParts, runner: ProjectionRunner, processes: ProcessRunner): DynamicModule {
    const { roles } = parts.settings;
    const routes = [...API, ...CONTEXTS.flatMap(({ reads }) => reads)];
    requireAudiences([...OPEN, ...routes]);
    const isApi = roles.includes('api');
    const operations = new ProjectionOperations(runner, parts.models);
    return {
      module: LedgerModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        HealthController,
        ProblemsController,
        ...(isApi ? API : []),
        ...(isApi ? CONTEXTS.flatMap(({ reads }) => reads) : []),
      ],
      providers: [
        ...ports(parts),
        { provide: ProjectionRunner, useValue: runner },
        { provide: ProjectionOperations, useValue: operations },
        { provide: ProcessRunner, useValue: processes },
        {
          provide: Projecting,
          useValue: new Projecting({
            runner,
            operations,
            processes,
            projects: roles.includes('projector'),
            states: roles.includes('process'),
          }),
        },
        { provide: APP_FILTER, useClass: ProblemFilter },
        parts.clock instanceof DemoClock
          ? { provide: APP_INTERCEPTOR, useValue: new DemoTime(parts.clock, () => processes.look()) }
          : { provide: APP_GUARD, useClass: NoDemoTime },
        CallerGuard,
        Metrics,
        Stopping,
        Rejections,
        RecordStatementsHandler,
        Visibility,
        Knowledge,
        Names,
        NetworkDocuments,
        RefusedStatements,
        CitedRows,
        PostClosing,
        FiguresSideBySide,
        MinPositionGuard,
        { provide: Links, useValue: new Links(CONTEXTS) },
        { provide: FigureList, useValue: FIGURES },
        ...CONTEXTS.flatMap(({ providers = [] }) => providers),
      ],
    };
  }
}

const runnerOf = ({ store, recorder, models, registry }: LedgerParts, log: FastifyBaseLogger): ProjectionRunner =>
  new ProjectionRunner({
    eventStore: new YieldingLog(store, recorder),
    readStore: models,
    projections: PROJECTIONS,
    current: (event) => registry.current(event),
    onParked: ({ name, build }, deadLetter, err) =>
      log.error({ projection: name, build, deadLetter, err }, 'stream parked'),
    onError: (err, retryMs) => log.error({ err, retryMs }, 'projections cannot go on; trying again'),
  });

/** A demonstration's clock jumps; a real one is looked at once in a while. */
const LOOK_MS = { demonstration: 100, live: 10_000 };

const processesOf = (
  { models, recorder, registry, clock }: LedgerParts,
  projections: ProjectionRunner,
  log: FastifyBaseLogger,
): ProcessRunner =>
  new ProcessRunner({
    processes: CONTEXTS.flatMap(({ processes = [] }) => processes),
    models,
    projections,
    recorder,
    registry,
    now: () => clock.now(),
    lookMs: clock instanceof DemoClock ? LOOK_MS.demonstration : LOOK_MS.live,
    onError: (err) => log.error({ err }, 'processes cannot state what is due; trying again'),
  });

/** The server, ready to listen. Closing it answers what was taken and lets go of everything. */
export async function createLedger(settings: Settings): Promise<NestFastifyApplication> {
  const adapter = fastifyAdapter(settings);
  const fastify = adapter.getInstance<FastifyInstance>();
  const parts = await openParts(settings, fastify.log);
  const runner = runnerOf(parts, fastify.log);
  const processes = processesOf(parts, runner, fastify.log);
  const app = await NestFactory.create<NestFastifyApplication>(LedgerModule.of(parts, runner, processes), adapter, {
    bodyParser: false,
    logger: nestLog(fastify.log),
    abortOnError: false,
  });
  const metrics = app.get(Metrics);
  metrics.watch(() => runner.checkpoints());
  metrics.watchProcesses(() => processes.progress());
  const stopping = app.get(Stopping);
  addAnswerHooks(fastify, {
    isDemonstration: parts.mode === 'DEMONSTRATION',
    head: () => parts.store.head(),
    isStopping: () => stopping.signal.aborted,
    countRequest: (request, ms) => metrics.countRequest(request, ms),
  });
  serveDocs(app, parts.registry);
  const calendar = calendarHorizon(civilDateOf(toInstant(parts.clock.now())));
  if (calendar.isNear)
    fastify.log.warn(
      { calendar },
      'the table of working days ends soon: whether what comes after is late stays unknown until a release has the notice of the next year',
    );
  if (parts.clock instanceof DemoClock)
    fastify.log.warn(
      { clock: toInstant(parts.clock.now()) },
      'a demonstration: its clock stands still, and posts of what happened later are refused; Demo-Now moves it',
    );
  return app;
}
