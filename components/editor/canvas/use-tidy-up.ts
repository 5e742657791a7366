import { createContext, use, useCallback } from 'react';
import { toast } from 'sonner';
import { laidOut } from '../document/laid-out.ts';
import { layoutGraph } from '../document/layout-graph.ts';
import { boxesOf } from '../document/note-boxes.ts';
import type { Point } from '../document/placement.ts';
import { useEditor } from '../editor-context.tsx';
import { layOut } from './lay-out.ts';

type Slide = (from: ReadonlyMap<string, Point>, to: ReadonlyMap<string, Point>, done: () => void) => void;

/** How cards get from one place to another on the screen. */
export const SlideContext = createContext<Slide>((_from, _to, done) => done());

/** Lays out all nodes, or those selected, from left to right in the order in which they run. */
export const useTidyUp = () => {
  const { store, commands, specs, sizes } = useEditor();
  const slide = use(SlideContext);
  return useCallback(
    async (what: 'all' | 'selection'): Promise<void> => {
      const { document, selection } = store.getState();
      const ids = what === 'all' ? document.nodes.map(({ id }) => id) : selection.nodes;
      if (ids.length === 0) return;
      toast.dismiss('layout'); // why it was not done the time before
      try {
        const layout = await layOut(layoutGraph(document, specs, sizes, new Set(ids)));
        if (store.getState().document !== document) {
          toast.info('The nodes stay where they are', {
            id: 'layout',
            description: 'The flow was changed while they were laid out. Tidy up again.',
          });
          return;
        }
        const { places, frames } = laidOut(document, sizes, layout);
        slide(boxesOf(document, sizes), places, () => commands.takeLayout(places, frames));
      } catch (error) {
        toast.error('The nodes could not be laid out', {
          id: 'layout',
          description: error instanceof Error ? error.message : String(error),
        });
      }
    },
    [store, commands, specs, sizes, slide],
  );
};
