import { Controller, HttpCode, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { finished, type Readable } from 'node:stream';
import { ForAll, readQuery } from '#context';
import { Registry, sha256, type Actor } from '#kernel';
import type { Receipt, Rehearsal } from '#recorder';
import {
  BATCH_MAX,
  Caller,
  CallerGuard,
  checkAnnouncedLength,
  contentMode,
  languageOf,
  NDJSON_LIMITS,
  readPosts,
  refuseAtDoor,
  refusedPost,
  withWarnings,
  Slots,
} from '#web';
import { Stopping } from '../operating/stopping.js';
import { AnswerSpills } from './answer-spill.js';
import { batchRefusal } from './batch-refusal.js';
import { bulkAnswers } from './bulk-answers.js';
import { RecordStatements } from './record-statements.handler.js';
import { receiptOf, validationOf, type Validation } from './validation.js';

const EVENT = { $ref: '#/components/schemas/CloudEvent' };
const RECEIPTS = { $ref: '#/components/schemas/Receipts' };
const VALIDATIONS = { $ref: '#/components/schemas/Validations' };
const BULK_ANSWER = { $ref: '#/components/schemas/BulkAnswer' };
const NDJSON = 'application/x-ndjson';
const LINES_DESCRIPTION =
  '每行一个 JSON:逐行答复,最后一行为汇总 / one JSON a line: an answer for each line posted, then the summary';
const BULK_POSTS_MAX = 4;

/** The one door for statements of fact. */
@Controller('v1/events')
@UseGuards(CallerGuard)
@ApiTags('申报 posting')
@ApiBearerAuth()
export class PostingController {
  readonly #bulkSlots = new Slots(BULK_POSTS_MAX);

  constructor(
    private readonly bus: CommandBus,
    private readonly registry: Registry,
    private readonly stopping: Stopping,
    private readonly spills: AnswerSpills,
  ) {}

  @ForAll('account')
  @Post()
  @ApiOperation({
    summary: '申报一个或一批事件 / state one event, or a batch of up to 500, all or nothing',
    description:
      '被退回的批次一概不登记。使用事件库服务器时,若服务器在批次中途中断,可能已登记一部分;将同一批次原样重发即可补全,已登记部分答复 replayed。\n\n' +
      'Nothing of a refused batch is recorded. On an event store server, one that dies in the middle of a batch may leave a part of it recorded: the same batch sent again completes it, and answers `replayed` for that part.',
  })
  @ApiConsumes('application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json')
  @ApiBody({ schema: { oneOf: [EVENT, { type: 'array', items: EVENT, minItems: 1, maxItems: BATCH_MAX }] } })
  @ApiResponse({ status: 201, description: '回执 / receipt', schema: RECEIPTS })
  @ApiResponse({ status: 200, description: '此前已登记 / had been recorded before', schema: RECEIPTS })
  async postEvents(
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt | readonly Receipt[]> {
    await this.#beforeReading(caller, () => readQuery(query, {}));
    const receipts = await this.#record(caller, request, false, receiptOf);
    const isNew = [receipts].flat().some(({ replayed }) => !replayed);
    void reply.status(isNew ? 201 : 200);
    return receipts;
  }

  @ForAll('account')
  @Post('batch')
  @HttpCode(200)
  @ApiOperation({ summary: '逐行申报,逐行答复 / state one event a line, answered line by line, each on its own' })
  @ApiConsumes(NDJSON)
  @ApiBody({ schema: { type: 'string' } })
  @ApiResponse({ status: 200, description: LINES_DESCRIPTION, content: { [NDJSON]: { schema: BULK_ANSWER } } })
  async postLines(
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Readable> {
    await this.#beforeReading(caller, () => {
      readQuery(query, {});
      contentMode(request.headers, ['bulk']);
      checkAnnouncedLength(request.headers, NDJSON_LIMITS.totalBytes);
    });
    return this.#bulk(caller, request, reply, false);
  }

  @ForAll('account')
  @Post('validate')
  @HttpCode(200)
  @ApiOperation({ summary: '只校验不登记 / whether it would be recorded; nothing is stored' })
  @ApiConsumes('application/cloudevents+json', 'application/cloudevents-batch+json', 'application/json', NDJSON)
  @ApiBody({ schema: EVENT })
  @ApiResponse({
    status: 200,
    description: '可以登记;NDJSON 逐行答复 / it would be recorded; NDJSON is answered line by line',
    content: { 'application/json': { schema: VALIDATIONS }, [NDJSON]: { schema: BULK_ANSWER } },
  })
  async validateEvents(
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Validation | readonly Validation[] | Readable> {
    readQuery(query, {});
    const mode = contentMode(request.headers, ['structured', 'batch', 'binary', 'bulk']);
    return mode === 'bulk'
      ? this.#bulk(caller, request, reply, true)
      : this.#record(caller, request, true, validationOf);
  }

  /** What is refused before the body is read is noted down under the digest of what was read: nothing. */
  async #beforeReading(caller: Actor, check: () => void): Promise<void> {
    try {
      check();
    } catch (failure) {
      const unread = refusedPost(failure, undefined, sha256(''), { caller, registry: this.registry });
      await this.bus.execute(new RecordStatements([unread], caller, 'each', false));
      throw failure;
    }
  }

  async #record<Answer extends object>(
    caller: Actor,
    request: FastifyRequest,
    isRehearsal: boolean,
    answerOf: (verdict: Rehearsal) => Answer,
  ): Promise<Answer | readonly Answer[]> {
    const { mode, posts } = await readPosts(
      { headers: request.headers, rawHeaders: request.raw.rawHeaders, bytes: bytesOf(request) },
      { caller, registry: this.registry },
    );
    const language = languageOf(request.headers['accept-language']);
    const answered = (verdict: Rehearsal, index: number): Answer => {
      const post = posts[index];
      return withWarnings(answerOf(verdict), post?.kind === 'statement' ? post.warnings : [], language);
    };
    const verdicts = await this.bus.execute(new RecordStatements(posts, caller, mode, isRehearsal));
    const [only] = verdicts;
    if (mode === 'each' && only !== undefined) return answered(only, 0);
    const refusal = batchRefusal(verdicts);
    if (refusal !== undefined) throw refusal;
    return verdicts.map(answered);
  }

  #bulk(caller: Actor, request: FastifyRequest, reply: FastifyReply, isRehearsal: boolean): Readable {
    const release = this.#bulkSlots.take();
    if (release === undefined) throw refuseAtDoor('too-many-bulk-posts', { params: { max: BULK_POSTS_MAX } });
    const taken = Promise.withResolvers<void>();
    void reply.header('Content-Type', NDJSON);
    const answers = bulkAnswers({
      bytes: bytesOf(request),
      posting: { caller, registry: this.registry },
      record: (posts) => this.bus.execute(new RecordStatements(posts, caller, 'each', isRehearsal)),
      isRehearsal,
      language: languageOf(request.headers['accept-language']),
      stopping: this.stopping.signal,
      spill: this.spills.open(),
      onEnd: () => {
        // What is left of a body that was not taken to its end is thrown away, so that its sender gets to read the answers.
        request.raw.resume();
        taken.resolve();
      },
      onFailure: (err) => {
        if (request.raw.readableAborted) request.log.info('the caller left a bulk post');
        else request.log.error({ err }, 'bulk post broke off');
      },
    });
    finished(reply.raw, () => {
      answers.destroy();
      void taken.promise.then(release);
    });
    return answers;
  }
}

/** The body as it arrives; leaving off early keeps the connection, so that the caller gets an answer. */
const bytesOf = (request: FastifyRequest): AsyncIterable<Buffer> => request.raw.iterator({ destroyOnReturn: false });
