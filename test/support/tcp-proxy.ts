import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** What becomes of connections: passed on, held silently, or reset. */
type Mode = 'pass' | 'stall' | 'reset';

/** Stands between the app and its database, so that the way between them can fail. */
export interface TcpProxy {
  /** The same database address, by way of the proxy. */
  url: string;
  /** Every connection breaks now, and new ones at once. */
  cut(): void;
  /** Nothing comes through any more, and nobody is told; new connections are taken and left waiting. */
  stall(): void;
  /** New connections are passed on again, and stalled ones go on where they stood. */
  restore(): void;
  close(): Promise<void>;
}

/** A proxy in front of the server of a `postgres://` address. */
export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let mode: Mode = 'pass';
  const server = createServer({ pauseOnConnect: true }, (client) => {
    if (mode === 'reset') return void client.resetAndDestroy();
    const upstream = connect(Number(target.port), target.hostname);
    if (mode === 'stall') upstream.pause();
    else client.resume();
    join(client, upstream);
    join(upstream, client);
  });
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (chunk) => void to.write(chunk));
    from.on('error', () => {}); // 'close' follows
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (mode === 'stall') from.pause();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  const reset = () => sockets.forEach((socket) => socket.resetAndDestroy());
  return {
    url: url.href,
    cut: () => {
      mode = 'reset';
      reset();
    },
    stall: () => {
      mode = 'stall';
      sockets.forEach((socket) => socket.pause());
    },
    restore: () => {
      mode = 'pass';
      sockets.forEach((socket) => socket.resume());
    },
    close: async () => {
      reset();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
