import { expect, type Page } from '@playwright/test';
import { canvasOf } from './canvas.ts';
import { draftWorkflow, type FlowGraph, type MadeWorkflow } from './flows.ts';
import type { AppWithOwner } from './test.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Draft extends FlowGraph {
  readonly edges: readonly {
    readonly id: string;
    readonly source: string;
    readonly sourceHandle?: string;
    readonly target: string;
    readonly label?: string;
  }[];
  readonly notes: readonly {
    readonly id: string;
    readonly kind?: string;
    readonly text: string;
    readonly position: Point;
    readonly width?: number;
    readonly height?: number;
    readonly color?: string;
  }[];
}

type GraphToDraw = FlowGraph & { readonly notes?: readonly object[] };

/** Makes a draft, opens it in the editor, and gives ways to look at it and at what is kept of it. */
export const openDraft = async (app: AppWithOwner, page: Page, name: string, graph: GraphToDraw) => {
  const workflow = await draftWorkflow(app, name, graph);
  await page.goto(`/workflows/${workflow.id}`);
  const canvas = canvasOf(page);
  await expect(canvas.canvas).toBeVisible();
  const draft = async (): Promise<Draft> => {
    const { draft: graphNow } = await app.api<MadeWorkflow & { draft: Draft }>(
      'GET',
      `/workflows/${workflow.id}`,
    );
    return graphNow;
  };
  const ways = async () =>
    (await draft()).edges.map(
      ({ source, sourceHandle, target }) => `${source}${sourceHandle ? `.${sourceHandle}` : ''} > ${target}`,
    );
  const search = page.getByRole('dialog', { name: /^(Add|Insert) / });
  const edge = (names: string) => canvas.canvas.getByRole('group', { name: `Connection from ${names}` });
  return { workflow, draft, ways, search, edge, ...canvas };
};

/** The middle of what is on the screen. */
export const middleOf = async (target: {
  boundingBox: () => Promise<{ x: number; y: number; width: number; height: number } | null>;
}): Promise<Point> => {
  const box = await target.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Drags with the mouse from one place on the screen to another. */
export const drag = async (page: Page, from: Point, to: Point, { drop = true } = {}): Promise<void> => {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 2, from.y + 1); // React Flow holds a card where it was when the drag began
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  if (drop) await page.mouse.up();
};

/** The middle of a cable, where it can be pointed at. */
export const middleOfEdge = async (page: Page, id: string): Promise<Point> =>
  page.locator(`.react-flow__edge[data-id="${id}"] path.react-flow__edge-path`).evaluate((element) => {
    if (!(element instanceof SVGPathElement)) throw new Error('no path');
    const { x, y } = element.getPointAtLength(element.getTotalLength() / 2);
    const place = new DOMPoint(x, y).matrixTransform(element.getScreenCTM() ?? undefined);
    return { x: place.x, y: place.y };
  });
