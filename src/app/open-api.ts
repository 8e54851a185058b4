import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

const text = { type: 'string' };

/** RFC 9457, as every error of the API looks. */
const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: text,
    title: { ...text, description: "In the reader's language" },
    status: { type: 'integer' },
    code: { ...text, description: 'Stable; made for programs' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: text, code: text, message: text } },
    },
  },
};

/** `/api/docs` and `/api/docs/openapi.json` (OpenAPI 3.1), made from the controllers and DTOs. */
export function registerOpenApi(app: NestFastifyApplication): void {
  const info = new DocumentBuilder()
    .setTitle('Citizenship Clinic Scheduler')
    .setDescription('Clinics, slots and bookings. Routes under `/api/admin` need an API token.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addGlobalResponse({
      status: 'default',
      description: 'Any error',
      content: { 'application/problem+json': { schema: PROBLEM } },
    })
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, info), {
    jsonDocumentUrl: 'api/docs/openapi.json',
    raw: ['json'],
  });
}
