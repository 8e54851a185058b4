import type { BeforeApplicationShutdown } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Callers } from '../access/callers.js';
import { AppError } from '../platform/errors.js';
import { Metrics } from '../platform/metrics.js';
import { TeamNames } from '../staff/team-names.js';
import { OpenRoster } from './open-roster.js';
import type { RosterNews } from './roster-feed.js';
import { RosterFeed } from './roster-feed.js';
import type { RosterState } from './roster-reader.js';

/** More open rosters than this on one process are asked to come back. */
export const MAX_STREAMS = 200;
/** A device that leaves so much unread is let go; once it reads again it comes back, and reads the list anew. */
const MOST_UNREAD = 256 * 1024;
const HEARTBEAT_MS = 15_000;
const CHECK_EVERY_BEATS = 4;
const NAME_KEPT_MS = 10 * 60_000;

/** Server-sent events to whoever has a roster open, for as long as they may see it. */
@Injectable()
export class RosterStreams implements BeforeApplicationShutdown {
  private readonly ends = new Set<() => void>();
  private readonly names = new Map<string, { name: Promise<string>; until: number }>();

  constructor(
    private readonly feed: RosterFeed,
    private readonly callers: Callers,
    private readonly roster: OpenRoster,
    private readonly team: TeamNames,
    metrics: Metrics,
  ) {
    metrics.gauge('clinics_rosters_open', 'Rosters that are open and told of each change', [], (gauge) =>
      gauge.set(this.ends.size),
    );
  }

  /**
   * Answers with a stream that ends when the device leaves, the session ends, the clinic is no longer theirs, or the
   * process stops. Its first event is `list`: what happened before it was not told.
   * @throws AppError 503 `unavailable`
   */
  open(clinicId: string, request: FastifyRequest, reply: FastifyReply): void {
    if (this.ends.size >= MAX_STREAMS) throw new AppError(503, 'unavailable', { retryAfter: 5 });
    const { raw } = reply;
    let beats = 0;
    let leave = (): void => {};
    const write = (text: string) => {
      if (raw.writableLength > MOST_UNREAD) raw.destroy();
      else raw.write(text);
    };
    const heartbeat = setInterval(() => {
      // By it a device knows that the line is not dead.
      write('event: beat\ndata: {}\n\n');
      beats += 1;
      if (beats % CHECK_EVERY_BEATS === 0) void this.mayStay(clinicId, request).then((may) => !may && end());
    }, HEARTBEAT_MS);
    const end = () => {
      if (!this.ends.delete(end)) return;
      clearInterval(heartbeat);
      leave();
      raw.end();
    };
    this.ends.add(end);
    raw.once('close', end);
    this.begin(reply);
    leave = this.feed.follow(clinicId, (news) => void this.wordsOf(news).then(write));
  }

  beforeApplicationShutdown(): void {
    for (const end of this.ends) end();
  }

  private begin(reply: FastifyReply): void {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.raw.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
    reply.raw.setHeader('Cache-Control', 'no-store');
    // Its line ends with it: one that rests would keep a process from stopping.
    reply.raw.setHeader('Connection', 'close');
    // For proxies that would otherwise collect what comes in pieces.
    reply.raw.setHeader('X-Accel-Buffering', 'no');
    reply.raw.writeHead(200);
    reply.raw.write('retry: 1000\nevent: list\ndata: {}\n\n');
  }

  private async wordsOf(news: RosterNews): Promise<string> {
    if (news.kind === 'list') return 'event: list\ndata: {}\n\n';
    const state = JSON.parse(news.state) as RosterState;
    const changedByName = await this.nameOf(state.changedBy).catch(() => '');
    return `event: changed\ndata: ${JSON.stringify({ ...state, changedByName })}\n\n`;
  }

  /** Thirty devices are told of one tap: its name is looked up once. */
  private nameOf(actor: string | null): Promise<string> {
    const kept = this.names.get(actor ?? '');
    if (kept && kept.until > Date.now()) return kept.name;
    const name = this.team.of([actor]).then((names) => names(actor));
    this.names.set(actor ?? '', { name, until: Date.now() + NAME_KEPT_MS });
    name.catch(() => this.names.delete(actor ?? ''));
    return name;
  }

  /** The database being away for a moment ends nothing. */
  private async mayStay(clinicId: string, request: FastifyRequest): Promise<boolean> {
    try {
      const caller = await this.callers.ofSession(request, false, { quietly: true });
      if (!caller?.permissions.includes('roster.work')) return false;
      return (await this.roster.clinic(clinicId, caller)).id === clinicId;
    } catch (error) {
      return !(error instanceof AppError);
    }
  }
}
