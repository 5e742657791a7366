import { expect, test } from 'vitest';
import type { Bus } from '#lib/store/bus.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { tellEditors } from './editor-messages.ts';
import { createEditors, type EditorNotice } from './editors.ts';

const WORKFLOW = 'w1';

/** The editors of one app instance, and what each tab was told. */
const instanceOn = (bus: Bus, clock: { now: number }) => {
  const editors = createEditors(bus, () => clock.now);
  return {
    ...editors,
    open: (tab: string, name: string) => {
      const told: EditorNotice[] = [];
      const leave = editors.join(WORKFLOW, { tab, userId: `id of ${name}`, name }, (notice) =>
        told.push(notice),
      );
      const who = () =>
        told
          .filter((notice) => notice.kind === 'editors')
          .at(-1)
          ?.editors.map((editor) => [editor.tab, ...editor.nodes].join(' '))
          .sort();
      return { leave, told, who };
    },
  };
};

describeEachDatabase('open editors', (fresh) => {
  test('everyone who has a workflow open sees the others, on every app instance', async () => {
    const database = await fresh();
    const clock = { now: 0 };
    const first = await database.open();
    // On Postgres a second instance; SQLite has one, in which both hold editors.
    const second = first.provider === 'postgresql' ? await database.open() : first;
    const here = instanceOn(first.bus, clock);
    const there = second === first ? here : instanceOn(second.bus, clock);
    const ada = here.open('tab-1', 'Ada');
    const bob = there.open('tab-2', 'Bob');
    await expect.poll(ada.who).toEqual(['tab-1', 'tab-2']);
    await expect.poll(bob.who).toEqual(['tab-1', 'tab-2']);

    // What is selected may reach another instance than the one that holds the tab's stream.
    const point = { kind: 'point', workflowId: WORKFLOW, tab: 'tab-2', nodes: ['look_up'] } as const;
    tellEditors(first.bus, { ...point, userId: 'id of Ada' }); // not her tab
    tellEditors(first.bus, { ...point, userId: 'id of Bob' });
    await expect.poll(ada.who).toEqual(['tab-1', 'tab-2 look_up']);

    tellEditors(second.bus, {
      kind: 'draft',
      workflowId: WORKFLOW,
      revision: 7,
      by: { id: 'id of Bob', name: 'bob@example.com' },
    });
    await expect.poll(() => ada.told.at(-1)).toEqual({ kind: 'draft', revision: 7, by: { name: 'Bob' } });

    bob.leave();
    await expect.poll(ada.who).toEqual(['tab-1']);
    ada.leave();
    here.close();
    there.close();
  });

  test('a tab that connects anew is there once, and a closed connection does not take it away', async () => {
    const store = await (await fresh()).open();
    const clock = { now: 0 };
    const instance = instanceOn(store.bus, clock);
    const ada = instance.open('tab-1', 'Ada');
    const before = instance.open('tab-2', 'Bob');
    const again = instance.open('tab-2', 'Bob');
    before.leave();
    expect(ada.who()).toEqual(['tab-1', 'tab-2']);
    tellEditors(store.bus, { kind: 'close', workflowId: WORKFLOW, tab: 'tab-2', userId: 'id of Bob' });
    expect(ada.who()).toEqual(['tab-1']);
    again.leave();
    instance.close();
  });

  test('a browser that has fallen silent is not shown until it speaks again', async () => {
    const store = await (await fresh()).open();
    const clock = { now: 0 };
    const instance = instanceOn(store.bus, clock);
    const ada = instance.open('tab-1', 'Ada');
    instance.open('tab-2', 'Bob');
    clock.now = 51_000;
    const speak = (tab: string, name: string) =>
      tellEditors(store.bus, {
        kind: 'point',
        workflowId: WORKFLOW,
        tab,
        userId: `id of ${name}`,
        nodes: [],
      });
    speak('tab-1', 'Ada');
    expect(ada.who()).toEqual(['tab-1']);
    speak('tab-2', 'Bob');
    expect(ada.who()).toEqual(['tab-1', 'tab-2']);
    instance.close();
  });
});
