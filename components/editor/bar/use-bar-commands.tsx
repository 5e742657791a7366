import { History, Link2, UploadCloud } from 'lucide-react';
import { toast } from 'sonner';
import { useCommandSource } from '#components/command-palette/palette-store.ts';
import { copyToClipboard } from '#components/ui/copy-to-clipboard.ts';

interface BarActions {
  /** Undefined while the address is switched off. */
  readonly serverUrl: string | undefined;
  readonly publish: () => void;
  readonly showVersions: () => void;
}

/** Offers what the bar can do in the command palette. */
export const useBarCommands = ({ serverUrl, publish, showVersions }: BarActions): void =>
  useCommandSource(() => [
    {
      id: 'editor:publish',
      group: 'Actions',
      label: 'Publish…',
      keywords: 'deploy release live save go',
      icon: <UploadCloud />,
      run: publish,
    },
    {
      id: 'editor:versions',
      group: 'Actions',
      label: 'Versions…',
      keywords: 'history restore rollback revert back',
      icon: <History />,
      run: showVersions,
    },
    ...(serverUrl === undefined
      ? []
      : [
          {
            id: 'editor:copy-server-url',
            group: 'Actions' as const,
            label: 'Copy the server URL',
            detail: serverUrl,
            keywords: 'webhook endpoint address link vapi',
            icon: <Link2 />,
            run: () => void copyUrl(serverUrl),
          },
        ]),
  ]);

const copyUrl = async (url: string): Promise<void> => {
  if (await copyToClipboard(url)) toast.success('Copied the server URL');
  else toast.error('The browser did not allow copying. Open “Server URL” and copy it by hand.');
};
