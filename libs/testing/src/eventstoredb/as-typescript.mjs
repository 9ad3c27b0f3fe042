/** Lets plain Node run the sources here: it strips the types itself; what they import as `.js` is found as `.ts`. */
import { registerHooks } from 'node:module';

const here = new URL('.', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => {
    const isOurs = /^\..*\.js$/.test(specifier) && context.parentURL?.startsWith(here);
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
