import { Controller, Get, Param, Put, Query, Req, Res, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForAll, InPath, readQuery, STORED_FILE } from '#context';
import type { Actor, JsonSchema } from '#kernel';
import { Caller, CallerGuard, checkAnnouncedLength, refuseAtDoor, Slots } from '#web';
import { refuse } from '../ledger-refusals.js';
import { EvidenceAccess } from './evidence-access.js';
import { EVIDENCE_BYTES_MAX, EvidenceFiles } from './evidence-files.js';

const UPLOADS_MAX = 8;

interface StoredEvidence {
  readonly sha256: string;
  readonly bytes: number;
}

const STORED: JsonSchema = {
  type: 'object',
  required: ['sha256', 'bytes'],
  properties: {
    sha256: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: '文件摘要 / digest of the file',
      examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    },
    bytes: { type: 'integer', minimum: 1, description: '字节数 / size in bytes', examples: [48_213] },
  },
};

/** Evidence files: stored before the event that names them, given back to who may see such an event. */
@Controller('v1/evidence')
@UseGuards(CallerGuard)
@ApiTags('佐证 evidence')
@ApiBearerAuth()
export class EvidenceController {
  readonly #uploadSlots = new Slots(UPLOADS_MAX);

  constructor(
    private readonly files: EvidenceFiles,
    private readonly access: EvidenceAccess,
  ) {}

  @ForAll('account')
  @Put(':sha256')
  @InPath({ sha256: STORED_FILE })
  @ApiOperation({ summary: '上传佐证文件(不超过 50 MB) / store an evidence file of at most 50 MB' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, description: '已存 / stored', schema: STORED })
  @ApiResponse({ status: 200, description: '此前已存 / was there', schema: STORED })
  async putEvidence(
    @Param('sha256') sha256: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StoredEvidence> {
    readQuery(query, {});
    checkAnnouncedLength(request.headers, EVIDENCE_BYTES_MAX);
    checkUnencoded(request);
    const release = this.#uploadSlots.take();
    if (release === undefined) throw refuse('too-many-uploads', { params: { max: UPLOADS_MAX } });
    try {
      const isNew = await this.files.put(sha256, request.raw.iterator({ destroyOnReturn: false }));
      void reply.status(isNew ? 201 : 200);
      return { sha256, bytes: (await this.files.bytes(sha256)) ?? 0 };
    } finally {
      release();
    }
  }

  @ForAll('account')
  @Get(':sha256')
  @InPath({ sha256: STORED_FILE })
  @ApiOperation({ summary: '下载佐证文件 / fetch an evidence file' })
  @ApiResponse({
    status: 200,
    description: '佐证文件,类型如申报 / the file, of the media type stated of it',
    content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
  })
  async getEvidence(
    @Param('sha256') sha256: string,
    @Query() query: unknown,
    @Caller() caller: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    readQuery(query, {});
    const bytes = await this.files.bytes(sha256);
    const seen = bytes === undefined ? undefined : await this.access.visible(sha256, caller);
    if (bytes === undefined || seen === undefined)
      throw refuse('evidence-not-found', { params: { sha256: sha256.slice(0, 64) } });
    void reply.headers({
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-store',
    });
    return new StreamableFile(this.files.read(sha256), {
      type: seen.mediaType,
      disposition: `attachment; filename="${sha256}"`,
      length: bytes,
    });
  }
}

function checkUnencoded({ headers }: FastifyRequest): void {
  const found = headers['content-encoding'] ?? 'identity';
  if (found !== 'identity')
    throw refuseAtDoor('unsupported-content-encoding', { params: { found: found.slice(0, 40) } });
}
