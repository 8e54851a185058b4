import { Body, Controller, Get, Headers, Ip, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../access/access.decorators.js';
import { Config } from '../platform/config.js';
import { cookieValue, setCookie } from '../platform/cookies.js';
import { Database } from '../platform/database.js';
import { notFound } from '../platform/errors.js';
import { FormTokens } from '../platform/form-tokens.js';
import { RateLimits } from '../platform/rate-limits.js';
import { sameText, Sealer } from '../platform/sealing.js';
import { isUuid } from '../platform/validation.js';
import { framed, html, redirect303 } from '../ui/html.js';
import { pageContext } from '../ui/page-context.js';
import { previewKeys } from './preview-key.js';
import { KeyView, MailboxView } from './preview.view.js';
import type { PreviewedMessage } from './preview.view.js';

const COOKIE = 'preview';
const SHOWN = 50;

interface Row extends Omit<PreviewedMessage, 'body'> {
  body: string | null;
}

/** What a real provider had stays hidden, also while only the other channel is real; what nobody had has no words. */
const ONLY_PREVIEWED = `(provider = 'preview' or (provider is null and body is null))`;

/**
 * The preview mailbox: the very messages that would have gone. Behind a key, because they name people. It leaves no row in
 * the audit trail: what it shows was sent to nobody, and its key says nothing of who looks.
 */
@Public()
@ApiExcludeController()
@Controller('preview')
export class PreviewPages {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
    private readonly config: Config,
    private readonly tokens: FormTokens,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  async mailbox(@Headers('cookie') cookies: string | undefined) {
    this.assertPreview();
    const ctx = pageContext('en', () => '/preview');
    if (!this.holdsKey(cookies)) return html(<KeyView ctx={ctx} formToken={this.tokens.issue()} />);
    const found = await this.database.query<Row>(
      `select id, kind, channel, state, error_code as "errorCode", segments, body, created_at as "createdAt"
       from messages where ${ONLY_PREVIEWED} order by created_at desc, id limit $1`,
      [SHOWN],
    );
    return html(<MailboxView ctx={ctx} messages={found.map((row) => ({ ...row, body: this.opened(row.body) }))} />);
  }

  /** The key, once; from then on a cookie that says it was right. */
  @Post()
  async enter(@Body('key') key: unknown, @Ip() ip: string) {
    this.assertPreview();
    await this.limits.check('wrongKey', ip);
    const given = typeof key === 'string' ? key.trim() : '';
    if (!previewKeys(this.sealer).some((right) => sameText(given, right))) {
      await this.limits.count('wrongKey', ip);
      const ctx = pageContext('en', () => '/preview');
      return html(<KeyView ctx={ctx} formToken={this.tokens.issue()} wrong />, { status: 403 });
    }
    const secure = this.config.publicUrl.startsWith('https:');
    return redirect303('/preview', {
      'Set-Cookie': setCookie(COOKIE, this.passes()[0] ?? '', { path: '/preview', secure }),
    });
  }

  /** One email as its reader would see it. */
  @Get(':id/html')
  async email(@Param('id') id: string, @Headers('cookie') cookies: string | undefined) {
    this.assertPreview();
    if (!this.holdsKey(cookies) || !isUuid(id)) throw notFound();
    const [row] = await this.database.query<{ body: string | null }>(
      `select body from messages where id = $1 and ${ONLY_PREVIEWED}`,
      [id],
    );
    const body = this.opened(row?.body ?? null);
    if (!body?.html) throw notFound();
    return framed(body.html);
  }

  private opened(body: string | null) {
    return body === null ? null : (JSON.parse(this.sealer.open(body, 'messages.body')) as PreviewedMessage['body']);
  }

  private assertPreview(): void {
    const { sms, email } = this.config;
    if (sms.channel !== 'preview' && email.channel !== 'preview') throw notFound();
  }

  private holdsKey(cookies?: string): boolean {
    const given = cookieValue(cookies, COOKIE) ?? '';
    return this.passes().some((right) => sameText(given, right));
  }

  private passes(): string[] {
    return this.sealer.macs('preview-pass', '').map((mac) => mac.toString('base64url'));
  }
}
