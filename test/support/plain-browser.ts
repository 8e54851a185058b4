import type { TestApp } from './test-app.js';

interface Options {
  /** False: a browser that refuses every cookie. */
  cookies?: boolean;
  /** `Accept-Language`. */
  language?: string;
}

/**
 * A browser of the plainest kind, for what needs no picture: it opens addresses, follows links and sends forms of the
 * page it is on, follows redirects, and runs no script. What is not on the page cannot be clicked.
 */
export class PlainBrowser {
  status = 0;
  /** The document, as it came. */
  html = '';
  /** Path and query of the page. */
  url = '';
  readonly jar = new Map<string, string>();

  constructor(
    private readonly test: Pick<TestApp, 'app'>,
    private readonly options: Options = {},
  ) {}

  /** The words of the h1. */
  get title(): string {
    return words(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(this.html)?.[1] ?? '');
  }

  /** All words of the page. */
  get text(): string {
    return words(/<main[\s\S]*<\/main>/.exec(this.html)?.[0] ?? '');
  }

  /** The links of the page: where they lead, by their words. */
  get links(): { words: string; href: string }[] {
    const found = this.html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g);
    return [...found].map(([, href = '', inside = '']) => ({ words: words(inside), href: decoded(href) }));
  }

  async open(url: string): Promise<this> {
    return this.go('GET', url);
  }

  /** Follows the first link whose words begin with these. */
  async follow(label: string): Promise<this> {
    const link = this.links.find((one) => one.words.startsWith(label));
    if (!link) throw new Error(`no link "${label}" on ${this.url}: ${this.text}`);
    return this.go('GET', link.href);
  }

  /** Presses the button with these words, after the fields of its form were filled in. */
  async press(label: string, typed: Record<string, string> = {}): Promise<this> {
    const { action, body } = this.formOf(label, typed);
    return this.go('POST', action, body);
  }

  /** What pressing that button would send. */
  formOf(label: string, typed: Record<string, string> = {}): { action: string; body: string } {
    for (const [form, attributes = '', inside = ''] of this.html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
      const button = [...form.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].find(([, , text = '']) =>
        words(text).startsWith(label),
      );
      if (!button) continue;
      const fields = new URLSearchParams({ ...fieldsOf(inside), ...typed });
      const name = attribute(button[1], 'name');
      if (name) fields.set(name, attribute(button[1], 'value') ?? '');
      return { action: attribute(attributes, 'action') ?? this.url, body: fields.toString() };
    }
    throw new Error(`no button "${label}" on ${this.url}: ${this.text}`);
  }

  private async go(method: 'GET' | 'POST', url: string, payload?: string): Promise<this> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const language = { 'accept-language': this.options.language ?? 'en' };
    const headers = { ...(payload !== undefined && form), ...language, ...(cookie && { cookie }) };
    const answer = await this.test.app.inject({ method, url, headers, payload });
    if (this.options.cookies !== false) {
      for (const { name, value } of answer.cookies) this.jar.set(name, value);
    }
    if (answer.headers.location) return this.go('GET', new URL(answer.headers.location, 'http://here').href.slice(11));
    Object.assign(this, { status: answer.statusCode, html: answer.body, url });
    return this;
  }
}

/** What the fields hold as the page came: inputs, ticked boxes, texts, the chosen option. */
function fieldsOf(form: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [, attributes] of form.matchAll(/<input((?:"[^"]*"|[^>"])*)>/g)) {
    const box = /type="(checkbox|radio)"/.test(attributes ?? '');
    const name = attribute(attributes, 'name');
    if (name && (!box || / checked/.test(attributes ?? ''))) fields[name] = attribute(attributes, 'value') ?? '';
  }
  for (const [, attributes, text = ''] of form.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    fields[attribute(attributes, 'name') ?? ''] = decoded(text.replace(/^\n/, ''));
  }
  for (const [, attributes, options = ''] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option ([^>]*)selected/.exec(options)?.[1] ?? /<option ([^>]*)/.exec(options)?.[1];
    fields[attribute(attributes, 'name') ?? ''] = attribute(chosen, 'value') ?? '';
  }
  return fields;
}

function attribute(attributes: string | undefined, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes ?? '')?.[1];
  return found === undefined ? undefined : decoded(found);
}

const words = (markup: string) =>
  decoded(markup.replace(/<br\s*\/?>|<\/(?:p|li|h\d|dt|dd|div)>/g, ' ').replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|#34);/g, (_, name: string) => ENTITIES[name] ?? '');
}
