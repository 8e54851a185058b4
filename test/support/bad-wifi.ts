import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What stands between one device and the app: a wireless network that can be away, lose answers, or see a new version. */
export interface BadWifi {
  url: string;
  cut(): void;
  restore(): void;
  /** The next POST to an address that ends so reaches the app; its answer does not reach the device. */
  loseAnswerTo(ending: string): void;
  /** The app answers with a roster script of a new version from now on, at a new address. */
  deploy(version: string): void;
  close(): Promise<void>;
}

/** A network of its own for one device; also a proxy for addresses that are not there. */
export async function startBadWifi(port: number): Promise<BadWifi> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let losing: string | undefined;
  let version: string | undefined;

  const server = createServer((incoming, outgoing) => {
    const asked = new URL(incoming.url ?? '/', 'http://here');
    const isNew = version !== undefined && asked.pathname.includes(version);
    const path = (version ? asked.pathname.replace(`${version}-`, '') : asked.pathname) + asked.search;
    const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
    const upstream = request({ port, host: '127.0.0.1', method: incoming.method, path, headers }, (answer) => {
      if (incoming.method === 'POST' && losing && path.endsWith(losing)) {
        losing = undefined;
        answer.resume().once('end', () => outgoing.destroy());
      } else if (version && /html|javascript/.test(answer.headers['content-type'] ?? '')) {
        void rewrite(answer, outgoing, isNew, version);
      } else answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers));
    });
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => upstream.destroy());
    incoming.pipe(upstream);
  });
  server.on('connection', (socket) => {
    if (isCut) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isCut = true;
    sockets.forEach((socket) => socket.destroy());
  };
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut,
    restore: () => void (isCut = false),
    loseAnswerTo: (ending) => void (losing = ending),
    deploy: (next) => void (version = next),
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The script has another address, and what it says of itself comes with it; the worker keeps it under another name. */
async function rewrite(answer: IncomingMessage, outgoing: ServerResponse, isNew: boolean, version: string) {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  text = text.replace(/\/assets\/([\w-]+\/roster\.js)/g, `/assets/${version}-$1`).replace('"roster ', `"${version} `);
  if (isNew) text += `\ndocument.documentElement.dataset.version = '${version}';`;
  const { 'content-length': _length, ...headers } = answer.headers;
  outgoing.writeHead(answer.statusCode ?? 500, headers).end(text);
}
