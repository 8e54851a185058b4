import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorators.js';
import { notFound } from '../platform/errors.js';
import { findAsset } from '../ui/assets.js';

/** Stylesheet, icons and two small scripts. */
@Public()
@ApiExcludeController()
@Controller()
export class AssetsController {
  @Get('assets/:hash/:name')
  file(
    @Param('hash') hash: string,
    @Param('name') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const asset = findAsset(`${hash}/${name}`);
    if (!asset) throw notFound();
    const encoding = (['br', 'gzip'] as const).find((known) => accepted?.includes(known));
    void reply.type(asset.type).header('Cache-Control', 'public, max-age=31536000, immutable');
    void reply.header('Vary', 'Accept-Encoding');
    if (encoding) void reply.header('Content-Encoding', encoding);
    return asset[encoding ?? 'plain'];
  }

  /** Nothing here is for search engines: the list of clinics changes, and links to bookings must not be known. */
  @Get('robots.txt')
  robots(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.type('text/plain');
    return 'User-agent: *\nDisallow: /m/\nDisallow: /bookings/\nDisallow: /api/\n';
  }
}
