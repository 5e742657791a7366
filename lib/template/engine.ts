import { Liquid, toValue } from 'liquidjs';
import { registerFilters } from './filters.ts';
import { Inserted } from './inserted.ts';
import { findPositionsQuickly } from './positions.ts';

const PARSE_LIMIT = 200_000; // characters of one template
const RENDER_LIMIT_MS = 250; // one render blocks the process that answers calls
const MEMORY_LIMIT = 20_000_000; // Liquid's count of characters and list entries made by filters

/** Tags that read other files, which do not exist here, or that write markup. */
const REMOVED_TAGS = ['include', 'render', 'layout', 'block', 'tablerow', 'cycle'];

const createEngine = (): Liquid => {
  const engine = new Liquid({
    parseLimit: PARSE_LIMIT,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    ownPropertyOnly: true,
    strictVariables: false,
    strictFilters: true, // a mistyped filter is a mistake, not a value left as it is
    templates: {}, // no file system
    timezoneOffset: 0, // UTC wherever the server stands; `date` takes a zone as its second argument
    locale: 'en-US',
    outputEscape: (value: unknown) => {
      // Not escaping: LiquidJS hands whatever this gives to the emitter, see Inserted.
      const wrapped: unknown = new Inserted(toValue(value)); // `nil` and `empty` are objects in LiquidJS
      return wrapped as string; // the seam: typed string, documented above
    },
  });
  for (const tag of REMOVED_TAGS) delete engine.tags[tag];
  registerFilters(engine);
  findPositionsQuickly();
  return engine;
};

/** The one Liquid engine. It holds no state between renders. */
export const engine = createEngine();
