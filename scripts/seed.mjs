// `npm run seed`: a season of made-up clinics and people, to try the team's pages with; see README.md.
import { become } from './setup.mjs';

await become('src/seed.js', () => {});
