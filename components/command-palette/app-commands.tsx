import {
  BookOpen,
  Cable,
  Copy,
  Download,
  History,
  Inbox,
  LayoutList,
  LayoutTemplate,
  LogOut,
  Pencil,
  Plus,
  Search,
  Settings,
  SunMoon,
  Workflow,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { signOut } from '#components/shell/sign-out.ts';
import { themes } from '#components/shell/theme-menu-items.tsx';
import { WorkflowLamp } from '#components/shell/workflow-lamp.tsx';
import type { WorkflowLink } from '#components/shell/workflow-link.ts';
import { downloadWorkflow } from '#components/workflows/download-workflow.ts';
import { duplicateAndTell } from '#components/workflows/duplicate-and-tell.ts';
import type { Command, CommandGroup, CommandPage } from './command.ts';
import { newWorkflowPage } from './new-workflow-page.tsx';
import { settingsCommands, workflowSettingsCommands } from './settings-commands.tsx';

/** What the commands of the app work with. */
export interface AppSurroundings {
  readonly workflows: readonly WorkflowLink[];
  /** The workflow that is open. */
  readonly current: WorkflowLink | undefined;
  readonly theme: string | undefined;
  readonly setTheme: (theme: string) => void;
  readonly go: (href: string) => void;
}

/** What can be done on every page. */
export const appCommands = (app: AppSurroundings): readonly Command[] => [
  ...(app.current === undefined ? [] : currentCommands(app.current, app.go)),
  ...workflowCommands(app),
  ...settingsCommands(app.go),
  {
    id: 'theme',
    group: 'Patchbay',
    label: 'Change the theme…',
    keywords: 'theme colour color dark light mode appearance system',
    icon: <SunMoon />,
    page: themePage(app),
  },
  ...themePage(app)
    .commands('')
    .map(
      (command): Command => ({ ...command, label: themeNames[command.id] ?? command.label, isQuiet: true }),
    ),
  {
    id: 'api-description',
    group: 'Patchbay',
    label: 'API description',
    keywords: 'documentation docs help openapi rest http reference',
    icon: <BookOpen />,
    run: () => void window.open('/api/v1/openapi.json', '_blank', 'noreferrer'),
  },
  {
    id: 'sign-out',
    group: 'Patchbay',
    label: 'Sign out',
    keywords: 'log out logout leave',
    icon: <LogOut />,
    run: () => void signOut(),
  },
];

const pages: readonly { path: string; label: string; words: string; icon: ReactNode }[] = [
  { path: '', label: 'Editor', words: 'canvas flow draw', icon: <Workflow /> },
  { path: '/runs', label: 'Runs', words: 'executions history log', icon: <History /> },
  { path: '/events', label: 'Events', words: 'messages received requests', icon: <Inbox /> },
  { path: '/connect', label: 'Connect to Vapi', words: 'assistant phone number tool push', icon: <Cable /> },
  { path: '/settings', label: 'Workflow settings', words: 'credentials token delete', icon: <Settings /> },
];

const currentCommands = ({ id, name }: WorkflowLink, go: (href: string) => void): Command[] => {
  const one = (command: Omit<Command & { run: () => void }, 'group'>): Command => ({
    group: 'This workflow',
    ...command,
  });
  return [
    ...pages.map(({ path, label, words, icon }) =>
      one({
        id: `page:${path}`,
        label: `Go to: ${label}`,
        keywords: words,
        icon,
        run: () => go(`/workflows/${id}${path}`),
      }),
    ),
    ...workflowSettingsCommands(id, go),
    one({
      id: 'rename-workflow',
      label: 'Rename this workflow',
      detail: name,
      keywords: 'name title',
      icon: <Pencil />,
      run: () => go(`/workflows/${id}/settings#name`),
    }),
    one({
      id: 'duplicate-workflow',
      label: 'Duplicate this workflow',
      detail: name,
      keywords: 'copy clone',
      icon: <Copy />,
      run: () => void duplicateAndTell(id, go),
    }),
    one({
      id: 'export-workflow',
      label: 'Export as JSON',
      detail: name,
      keywords: 'download save backup file',
      icon: <Download />,
      run: () => void downloadWorkflow(id),
    }),
  ];
};

const workflowCommands = (app: AppSurroundings): Command[] => [
  {
    id: 'go-to-workflow',
    group: 'Workflows',
    label: 'Go to workflow…',
    keywords: 'open switch change',
    icon: <Workflow />,
    page: {
      title: 'Go to workflow',
      placeholder: 'Name of the workflow',
      commands: () => app.workflows.map((workflow) => openWorkflow(workflow, app)),
    },
  },
  {
    id: 'new-workflow',
    group: 'Workflows',
    label: 'New workflow…',
    keywords: 'create add make',
    icon: <Plus />,
    page: newWorkflowPage(app.go),
  },
  {
    id: 'new-from-template',
    group: 'Workflows',
    label: 'New workflow from a template',
    keywords: 'create example gallery start',
    icon: <LayoutTemplate />,
    run: () => app.go('/workflows/templates'),
  },
  {
    id: 'all-workflows',
    group: 'Workflows',
    label: 'All workflows',
    keywords: 'list home overview import',
    icon: <LayoutList />,
    run: () => app.go('/workflows'),
  },
  ...app.workflows
    .filter(({ id }) => id !== app.current?.id)
    .flatMap((workflow): Command[] => [
      openWorkflow(workflow, app),
      ...pages.slice(1).map(
        ({ path, label, words, icon }): Command => ({
          id: `workflow:${workflow.id}${path}`,
          group: 'Workflows',
          label: workflow.name,
          detail: label,
          keywords: words,
          icon,
          isQuiet: true,
          run: () => app.go(`/workflows/${workflow.id}${path}`),
        }),
      ),
    ]),
];

const openWorkflow = (workflow: WorkflowLink, { current, go }: AppSurroundings): Command => ({
  id: `workflow:${workflow.id}`,
  group: 'Workflows',
  label: workflow.name,
  keywords: 'workflow editor',
  icon: <WorkflowLamp workflow={workflow} />,
  isOn: workflow.id === current?.id,
  run: () => go(`/workflows/${workflow.id}`),
});

const themeNames: Readonly<Record<string, string>> = {
  'theme:light': 'Light theme',
  'theme:dark': 'Dark theme',
  'theme:system': 'System theme',
};

const themePage = ({ theme = 'system', setTheme }: AppSurroundings): CommandPage => ({
  title: 'Change the theme',
  placeholder: 'Light, dark or as the system',
  commands: () =>
    themes.map(({ value, label, Icon }) => ({
      id: `theme:${value}`,
      group: 'Patchbay' satisfies CommandGroup,
      label,
      keywords: 'theme colour color mode appearance',
      icon: <Icon />,
      isOn: value === theme,
      run: () => setTheme(value),
    })),
});

/** Ways to go on with what was typed. */
export const searchCommands = (text: string, { current, go }: AppSurroundings): readonly Command[] =>
  current === undefined || text.trim() === ''
    ? []
    : [
        {
          id: 'search-runs',
          group: 'Search',
          label: `Search the runs for “${text.trim()}”`,
          detail: current.name,
          icon: <Search />,
          run: () => go(`/workflows/${current.id}/runs?q=${encodeURIComponent(text.trim().slice(0, 200))}`),
        },
      ];
