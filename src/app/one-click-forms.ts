import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes } from 'fastify';
import type { FastifyRequest } from 'fastify';

const ROUTE = '/unsubscribe/:bookingId/:proof';
const LIMIT = 4096;

/**
 * Mail providers that stop emails for somebody should post a form of several parts (RFC 8058, section 3.2). It is read to
 * its end on that route alone, and says nothing that the address does not; elsewhere such forms are refused, as ever.
 */
export function registerOneClickForms(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => {
      if (request.routeOptions.url !== ROUTE)
        throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('multipart/form-data');
      let size = 0;
      for await (const part of payload) {
        size += part.length;
        if (size > LIMIT) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
      }
      return {};
    },
  );
}
