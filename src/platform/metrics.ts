import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { Clock } from './clock.js';
import { Log } from './logging.js';

/** Seconds for which an answer of the database stands, however many look. */
const KEPT_MS = 5_000;
/** A scrape waits no longer for the database: what the process knows of itself is told without it. */
const PATIENCE_MS = 2_000;

/** One value that was read. Labels come from short lists that we made: never from what a person wrote. */
export interface Sample {
  gauge: Gauge;
  labels?: Record<string, string>;
  value: number;
}

interface Reader {
  name: string;
  gauges: Gauge[];
  read: () => Promise<Sample[]>;
  keptMs: number;
  /** When it last answered, and what it is doing now. */
  at: number;
  running?: Promise<void>;
}

/**
 * The figures of this process, for `/metrics`. It knows no domain: features register what they count, and name the query
 * that is asked when somebody looks. Each process has figures of its own; those read from the database are the same in all.
 */
@Injectable()
export class Metrics {
  readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  private readonly registry = new Registry();
  private readonly readers: Reader[] = [];
  private readonly readerUp: Gauge;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.readerUp = this.gauge('clinics_reader_up', '1 when the database answered for this group of gauges', [
      'reader',
    ]);
  }

  /** Something that only grows. */
  counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** How long something took, in seconds. */
  histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  /** A level. `measure` is called when somebody looks and must cost nothing; what a query knows belongs to `reader`. */
  gauge(name: string, help: string, labelNames: string[] = [], measure?: (gauge: Gauge) => void): Gauge {
    const collect = measure && (() => measure(gauge));
    const gauge: Gauge = new Gauge({ name, help, labelNames, collect, registers: [this.registry] });
    return gauge;
  }

  /**
   * Gauges that one cheap query fills when somebody looks. While the database does not answer they are left out, so that
   * no old figure passes for a new one, and `clinics_reader_up` says so.
   */
  reader(name: string, gauges: Gauge[], read: () => Promise<Sample[]>, keptMs = KEPT_MS): void {
    this.readers.push({ name, gauges, read, keptMs, at: -Infinity });
    gauges.forEach(empty);
  }

  /** Everything, in the text format of Prometheus. */
  async text(): Promise<string> {
    await Promise.all(this.readers.map((reader) => this.refresh(reader)));
    return this.registry.metrics();
  }

  private async refresh(reader: Reader): Promise<void> {
    if (this.clock.now().getTime() - reader.at < reader.keptMs) return;
    reader.running ??= this.fill(reader).finally(() => (reader.running = undefined));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), PATIENCE_MS)));
    if ((await Promise.race([reader.running, late])) === 'late') this.lose(reader);
    clearTimeout(timer);
  }

  private async fill(reader: Reader): Promise<void> {
    try {
      const samples = await reader.read();
      reader.gauges.forEach(empty);
      for (const { gauge, labels = {}, value } of samples) gauge.set(labels, value);
      this.readerUp.set({ reader: reader.name }, 1);
      reader.at = this.clock.now().getTime();
    } catch (error) {
      this.log.error('metrics not read', error, { reader: reader.name });
      this.lose(reader);
    }
  }

  private lose({ name, gauges }: Reader): void {
    gauges.forEach(empty);
    this.readerUp.set({ reader: name }, 0);
  }
}

/** `reset` gives a gauge without labels the value 0, which would be a claim; removed, it says nothing. */
function empty(gauge: Gauge): void {
  gauge.reset();
  gauge.remove({});
}
