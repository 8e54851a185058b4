// `npm start`: installs and builds what is missing, then becomes the application.
import { setUp } from './setup.mjs';

try {
  await setUp();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
await import('../dist/src/main.js');
