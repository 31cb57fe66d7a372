import { buildWeb } from './platform/build-web.ts';

// `npm run build`: the screens, as the first start would build them.

await buildWeb((message) => console.log(message));
