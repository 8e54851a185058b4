// `npm start`: installs and builds what is missing, then becomes the application.
import { become } from './setup.mjs';

await become('src/main.js', console.log);
