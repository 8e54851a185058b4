import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorators.js';
import { CLINIC_LANGUAGES, negotiateLocale } from '../i18n/locales.js';
import { Clock } from '../platform/clock.js';
import { notFound } from '../platform/errors.js';
import { html } from '../ui/html.js';
import { HelpView, PrivacyView } from '../ui/prose.view.js';
import { localizedContext } from '../ui/page-context.js';
import { ClinicListView } from './clinic-list.view.js';
import { ClinicReader } from './clinic-reader.js';
import { ClinicView } from './clinic.view.js';
import { TimesView } from './times.view.js';

/** As `save-clinic` makes them. */
const SLUG = /^[a-z0-9-]{1,100}$/;

/** The pages anyone may read and any cache may keep: they hold no token and nothing of the reader. */
@Public()
@ApiExcludeController()
@Controller()
export class ClinicsPages {
  constructor(
    private readonly clinics: ClinicReader,
    private readonly clock: Clock,
  ) {}

  /** To the list, in the language the browser asks for. */
  @Get()
  home(@Headers('accept-language') accepted: string | undefined, @Res() reply: FastifyReply) {
    void reply.header('Vary', 'Accept-Language').redirect(`/${negotiateLocale(accepted)}`, 302);
  }

  @Get(':locale')
  async list(@Param('locale') locale: string, @Query('mode') mode?: string, @Query('language') language?: string) {
    const filter = {
      mode: (['in_person', 'virtual'] as const).find((known) => known === mode),
      language: CLINIC_LANGUAGES.find((known) => known === language),
    };
    const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
    const query = new URLSearchParams(given);
    const ctx = localizedContext(locale, query.size > 0 ? `?${query.toString()}` : '');
    const now = this.clock.now();
    const clinics = await this.clinics.upcoming(['published', 'cancelled'], filter, now);
    return html(<ClinicListView ctx={ctx} clinics={clinics} filter={filter} now={now} />, { cache: 'public' });
  }

  @Get(':locale/clinics/:slug')
  async clinic(@Param('locale') locale: string, @Param('slug') slug: string) {
    const ctx = localizedContext(locale, `clinics/${slug}`);
    const now = this.clock.now();
    return html(<ClinicView ctx={ctx} clinic={await this.find(slug, now)} now={now} />, { cache: 'public' });
  }

  @Get(':locale/clinics/:slug/times')
  async times(@Param('locale') locale: string, @Param('slug') slug: string, @Query('people') query?: string) {
    const people = ['2', '3', '4', '5', '6'].includes(query ?? '') ? Number(query) : 1;
    const ctx = localizedContext(locale, `clinics/${slug}/times?people=${people}`);
    const now = this.clock.now();
    const clinic = await this.find(slug, now);
    const slots = await this.clinics.slots(clinic.id, now);
    return html(<TimesView ctx={ctx} clinic={clinic} slots={slots} people={people} now={now} />, { cache: 'public' });
  }

  @Get(':locale/privacy')
  privacy(@Param('locale') locale: string) {
    return html(<PrivacyView ctx={localizedContext(locale, 'privacy')} />, { cache: 'public' });
  }

  @Get(':locale/help')
  help(@Param('locale') locale: string) {
    return html(<HelpView ctx={localizedContext(locale, 'help')} />, { cache: 'public' });
  }

  private async find(slug: string, now: Date) {
    const clinic = SLUG.test(slug) ? await this.clinics.bySlug(slug, now) : undefined;
    if (!clinic) throw notFound();
    return clinic;
  }
}
