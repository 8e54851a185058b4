import { createHash } from 'node:crypto';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/access.decorators.js';
import type { AssetName } from '../ui/assets.js';
import { assetUrl, findAsset } from '../ui/assets.js';
import { html, render } from '../ui/html.js';
import { ShellView } from './shell.view.js';

const SHELL = '/staff/roster/shell';
const KEPT: AssetName[] = ['site.css', 'roster.css', 'roster.js', 'icons.svg', 'favicon.svg'];

/** What a device keeps of ours to open a roster without a connection: a page that names nobody, and who answers with it. */
@Public()
@ApiExcludeController()
@Controller('staff')
export class ShellPages {
  @Get('roster/shell')
  shell() {
    return html(<ShellView />);
  }

  /** Asked for anew each time, so that a device never works with one of long ago. */
  @Get('roster-worker.js')
  worker(@Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.type('text/javascript; charset=utf-8').header('Cache-Control', 'no-cache');
    void reply.header('Service-Worker-Allowed', '/staff');
    const files = KEPT.map(assetUrl);
    const version = createHash('sha256')
      .update(render(<ShellView />) + files.join(' '))
      .digest('base64url');
    const told = Object.entries({ SHELL, FILES: files, CACHE: `roster ${version.slice(0, 10)}` });
    const source = findAsset(assetUrl('roster-worker.js').replace('/assets/', ''))?.plain.toString() ?? '';
    return `${told.map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`).join('')}${source}`;
  }
}
