import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INFLATE = `const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();`;

/**
 * Unpacks the Chromium that npm installed into `cache`, once: into a folder of its own that is renamed when complete, so
 * that runs at the same time do not meet half a browser.
 * @returns its path; undefined where the package has no build (other than Linux x64)
 */
export function inflateBrowser(cache) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const home = join(cache, 'chromium-147');
  if (!existsSync(home)) {
    const own = join(cache, `chromium-${process.pid}`);
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own, { recursive: true });
    execFileSync(process.execPath, ['--input-type=module', '--eval', INFLATE], {
      // The package unpacks into the temporary folder; the second one makes it bring the libraries a bare machine lacks.
      env: { ...process.env, NODE_OPTIONS: '', TMPDIR: own, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
    });
    const fonts = join(home, 'fonts');
    writeFileSync(
      join(own, 'fonts', 'fonts.conf'),
      `<fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>`,
    );
    if (existsSync(home)) rmSync(own, { recursive: true });
    else renameSync(own, home);
  }
  return join(home, 'chromium');
}
