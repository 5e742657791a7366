import { Dialog, DialogContent } from '#components/ui/dialog.tsx';
import { useEditor } from '../editor-context.tsx';
import { modifierKey } from '../modifier-key.ts';
import { useCanvasUi } from './canvas-ui.ts';
import { shortcutGroups } from './shortcut-groups.ts';

/** Every key of the editor; opened with `?`. */
export function ShortcutsDialog() {
  const { ui } = useEditor();
  const isOpen = useCanvasUi((state) => state.areShortcutsOpen);
  return (
    <Dialog open={isOpen} onOpenChange={(areShortcutsOpen) => ui.setState({ areShortcutsOpen })}>
      <DialogContent title="Keyboard shortcuts" size="lg" isReading>
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          {shortcutGroups.map((group) => (
            <section key={group.label} className="grid content-start gap-1">
              <h3 className="font-medium text-muted-foreground text-xs">{group.label}</h3>
              <dl className="grid">
                {group.rows.map(([text, keys]) => (
                  <div
                    key={text}
                    className="flex items-center gap-3 border-border/60 border-b py-1.5 last:border-0"
                  >
                    <dt className="flex-1 text-sm">{text}</dt>
                    <dd className="flex gap-1">
                      {keys.split(' ').map((key) => (
                        <kbd key={key} className="key-cap">
                          {key === 'Mod' ? modifierKey() : key}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogContent>
    </Dialog>
  );
}
