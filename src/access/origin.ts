import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Sealer } from '../platform/sealing.js';

/** From where a request came, as the audit trail keeps it: the address as a keyed hash, which names no place by itself. */
export interface Origin {
  ipIx: string;
  requestId: string;
}

/** Says of a request from where it came. */
@Injectable()
export class Origins {
  constructor(private readonly sealer: Sealer) {}

  of({ ip, id }: FastifyRequest): Origin {
    return { ipIx: this.sealer.mac('index:ip', ip).subarray(0, 16).toString('base64url'), requestId: id };
  }
}
