import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.js';
import type { Locale } from '../i18n/locales.js';
import { isLocale, negotiateLocale } from '../i18n/locales.js';
import { hasMessage, translator } from '../i18n/translate.js';
import { Log } from '../platform/logging.js';
import type { Problem } from '../platform/problem.js';
import { toProblem } from '../platform/problem.js';
import { ErrorPage } from '../ui/error-page.view.js';
import { render } from '../ui/html.js';
import { StaffErrorPage } from '../ui/staff-error-page.view.js';
import { pageContext } from '../ui/page-context.js';
import { nameRequest } from './request-ids.js';

/** Called by programs: they get problem+json. Everything else is looked at by a person. */
const PROGRAMS = /^\/(api|webhooks|health|metrics)(\/|$|\?)/;

/** Looked at by the team. */
const TEAM = /^\/staff(\/|$|\?)/;

/** The one place where errors become answers: RFC 9457 for programs, a page in the reader's language for people. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    answerError(error, request, host.switchToHttp().getResponse<FastifyReply>(), this.log);
  }
}

/** Answers an error; also those that arise before any route is found, such as an address that cannot be decoded. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const problem = toProblem(error);
  if (problem.status >= 500) {
    log.error('request failed', error, { id: request.id, route: request.routeOptions?.url ?? 'none' });
  }
  if (reply.sent) return;
  nameRequest(request, reply);
  void reply.status(problem.status).header('Cache-Control', 'no-store');
  if (problem.retryAfter) void reply.header('Retry-After', String(problem.retryAfter));
  if (PROGRAMS.test(request.url)) {
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    const body = JSON.stringify(problemJson(problem, localeOf(request), request.id));
    void reply.type('application/problem+json').send(body);
  } else if (problem.location) {
    void reply.status(303).header('Location', problem.location).send();
  } else {
    void reply.type('text/html; charset=utf-8').send(pageOf(problem, request));
  }
}

/** The body of a problem: `title` and every field's `message` in the reader's language, `code` for programs. */
function problemJson(problem: Problem, locale: Locale, requestId: string) {
  const { status, code, fields, params } = problem;
  const errors = fields.map(({ field, code, params }) => ({ field, code, message: words(locale, code, params) }));
  const title = words(locale, code, params);
  return { type: 'about:blank', title, status, code, requestId, ...(errors.length > 0 && { errors }) };
}

function words(locale: Locale, code: string, params: Problem['params'] = {}): string {
  const key = `error.${code}`;
  return translator(locale)(hasMessage(key) ? key : 'error.internal', params);
}

function pageOf(problem: Problem, request: FastifyRequest): string {
  if (!TEAM.test(request.url)) return errorPage(problem, request);
  const { caller } = request as { caller?: Caller };
  return render(<StaffErrorPage code={problem.code} caller={caller} />);
}

const pages = new Map<string, string>();

/** Made once for each language and code: when there is trouble, there is much of it. */
function errorPage({ code }: Problem, request: FastifyRequest): string {
  const locale = localeOf(request);
  const key = `${locale} ${code}`;
  const page = pages.get(key) ?? render(<ErrorPage ctx={pageContext(locale, (tag) => `/${tag}`)} code={code} />);
  pages.set(key, page);
  return page;
}

/** The language of the page that failed, else the one that the browser asks for. */
function localeOf(request: FastifyRequest): Locale {
  const [path = '', query = ''] = request.url.split('?');
  const asked = [path.split('/')[1], new URLSearchParams(query).get('lang')].find((tag) => isLocale(tag));
  return isLocale(asked) ? asked : negotiateLocale(request.headers['accept-language']);
}
