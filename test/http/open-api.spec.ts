import { environmentOf, startAppProcess } from '../support/app-process.js';
import { routesOf } from '../support/routes.js';
import type { TestApp } from '../support/test-app.js';
import { startTestApp } from '../support/test-app.js';

interface Operation {
  responses: Record<string, { description?: string }>;
  parameters?: { name: string; in: string; schema?: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  security?: Record<string, string[]>[];
}
interface OpenApi {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

let test: TestApp;
let document: OpenApi;

beforeAll(async () => {
  test = await startTestApp();
  // From the built program: the compiler writes the properties of bodies into it.
  const app = await startAppProcess(environmentOf(test));
  document = (await (await fetch(`${app.url}/api/docs/openapi.json`)).json()) as OpenApi;
  await app.stop();
}, 60_000);
afterAll(() => test.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
  );

it('is OpenAPI 3.1: what it refers to is there, every parameter and answer is described', () => {
  expect(document).toMatchObject({
    openapi: '3.1.0',
    info: { title: expect.any(String), version: expect.any(String) },
  });
  const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  expect(pointers.length).toBeGreaterThan(5);
  expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(pointers.map(([, name]) => name)));
  for (const { name, path, operation } of operations()) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect({ name, parameters: described.map((parameter) => parameter.name) }).toEqual({ name, parameters: inPath });
    for (const parameter of operation.parameters ?? []) expect({ name, parameter }).toHaveProperty('parameter.schema');
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['default']));
    for (const answer of Object.values(operation.responses)) expect(typeof answer.description).toBe('string');
  }
});

it('names every route of the API, and no page', () => {
  const api = routesOf(test).filter(({ path }) => /^\/(api|health)\//.test(path));
  expect(api.length).toBeGreaterThan(15);
  const named = api.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).sort();
  expect(
    operations()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(named);
});

it('describes each body with at least one property, and who needs a token', () => {
  for (const { method, path, body, permission } of routesOf(test).filter((route) => route.path.startsWith('/api/'))) {
    const name = `${method} ${path}`;
    const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
    const schema = JSON.stringify(operation?.requestBody?.content['application/json']?.schema ?? {});
    const described = document.components.schemas[/schemas\/(\w+)/.exec(schema)?.[1] ?? ''] as
      { properties?: object } | undefined;
    const properties = Object.keys(described?.properties ?? {}).length > 0;
    const secured = operation?.security !== undefined;
    expect({ name, properties, secured }).toEqual({ name, properties: body, secured: permission !== undefined });
  }
});
