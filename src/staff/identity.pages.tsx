import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../access/access.decorators.js';
import { AppError, translateConstraint } from '../platform/errors.js';
import { HtmlPage, html, redirect303 } from '../ui/html.js';
import type { PostedForm } from './forms.js';
import { nextPath, typed } from './forms.js';
import { IdentityAttempts } from './identity-attempts.js';
import { IdentityProof } from './identity-proof.js';
import { IdentityProvider } from './identity-provider.js';
import { IdentitySignIn } from './identity-sign-in.js';
import { GoingOnView, StoppedView, isStop } from './identity.view.js';
import { Visits } from './visit.js';

/** To the identity provider and back. */
@Public()
@ApiExcludeController()
@Controller('staff/oidc')
export class IdentityPages {
  constructor(
    private readonly provider: IdentityProvider,
    private readonly attempts: IdentityAttempts,
    private readonly signIn: IdentitySignIn,
    private readonly proof: IdentityProof,
    private readonly visits: Visits,
  ) {}

  @Post()
  async begin(@Body() form: PostedForm, @Req() request: FastifyRequest) {
    const aim = { next: nextPath(typed(form, 'next')) };
    return orStopped(this.provider, async () =>
      goOn(this.provider, await this.attempts.begin(aim, this.visits.of(request))),
    );
  }

  /** The one GET that begins a session: the protocol's way back. Decision 12 says why that is safe. */
  @Get('return')
  async end(@Req() request: FastifyRequest) {
    if (!isVisit(request)) return new HtmlPage('', 204, { 'Cache-Control': 'no-store' });
    return orStopped(this.provider, async () => {
      const visit = this.visits.of(request);
      const query = request.url.split('?')[1] ?? '';
      const { attempt, identity } = await this.attempts.end(query, request.headers.cookie);
      const { next, sessionId } = attempt;
      const { goneCookie } = this.attempts;
      if (sessionId !== undefined) {
        return redirect303(next, { 'Set-Cookie': [await this.proof.run(identity, attempt, visit), goneCookie] });
      }
      const { half, cookies } = await this.signIn.run(identity, visit);
      const to = half ? `/staff/sign-in/code?next=${encodeURIComponent(next)}` : next;
      return redirect303(to, { 'Set-Cookie': [...cookies, goneCookie] });
    });
  }
}

/**
 * The page that leads on to the provider. Not a redirect: our `form-action` holds for all addresses that a form is sent on
 * to, and where the provider sends people in the end (an organisation's own sign-in) is not ours to know.
 */
export function goOn({ name = '' }: IdentityProvider, { url, cookie }: { url: string; cookie: string }): HtmlPage {
  const headers = { Refresh: `0; url=${url}`, 'Set-Cookie': cookie };
  return html(<GoingOnView provider={name} url={url} />, { headers });
}

/** What the work gives, or the page that says why it came to nothing. */
export async function orStopped({ name = '' }: IdentityProvider, work: () => Promise<HtmlPage>): Promise<HtmlPage> {
  try {
    return await work();
  } catch (caught) {
    const error = translateConstraint(caught);
    if (!(error instanceof AppError) || !isStop(error.code)) throw caught;
    return html(<StoppedView code={error.code} provider={name} />, { status: error.status });
  }
}

/** A person going to this page, and not a program or a browser that looks ahead. Older browsers say nothing of it. */
function isVisit({ method, headers }: FastifyRequest): boolean {
  const isAhead = ['purpose', 'sec-purpose', 'x-moz'].some((name) => /prefetch|preview/i.test(String(headers[name])));
  const { 'sec-fetch-mode': mode = 'navigate', 'sec-fetch-dest': dest = 'document' } = headers;
  return method === 'GET' && !isAhead && mode === 'navigate' && dest === 'document';
}
