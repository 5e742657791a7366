import { cardSize } from '#components/editor/document/placement.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { draftWorkflow } from './flows.ts';
import { expect, test } from './test.ts';

/** One node of each type, as the palette adds it; the second row fails into an output of its own. */
const nodes = Object.values(definitions).flatMap((spec, at) =>
  [undefined, 'handle' as const].map((onError, row) => ({
    id: `${spec.type}_${row}`,
    type: spec.type,
    name: `Node ${at}.${row}`,
    position: { x: at * 320, y: row * 320 },
    config: { ...spec.initial },
    ...(onError === undefined ? {} : { onError }),
  })),
);

test('cards are as large as they are reckoned to be before they are drawn', async ({
  ownerPage: page,
  app,
}) => {
  const { id } = await draftWorkflow(app, 'All types', { schemaVersion: 1, nodes, edges: [] });
  await page.goto(`/workflows/${id}`);
  const cards = page.locator('.react-flow__node');
  await expect(cards).toHaveCount(nodes.length);
  const drawn = await cards.evaluateAll((elements) =>
    elements.map((element) => [
      element.getAttribute('data-id'),
      element instanceof HTMLElement ? { width: element.offsetWidth, height: element.offsetHeight } : null,
    ]),
  );
  const reckoned = nodes.map((node) => [node.id, cardSize(node, definitions[node.type])]);
  expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(reckoned));
});
