import { Card, CardHeader } from '#components/ui/card.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';

export interface About {
  readonly version: string;
  readonly database: string;
  readonly publicUrl: string;
  /** Set by PATCHBAY_PUBLIC_URL; otherwise it is the address in this browser. */
  readonly isPublicUrlSet: boolean;
}

export function AboutCard({ about }: { about: About }) {
  return (
    <Card id="about">
      <CardHeader title="About this Patchbay" className="pb-3" />
      <dl className="divide-y border-t text-sm">
        <Fact name="Version">{about.version}</Fact>
        <Fact name="Database">{about.database}</Fact>
        <Fact name="Public URL">
          <span className="flex min-w-0 items-center gap-1">
            <span className="truncate font-mono text-xs">{about.publicUrl}</span>
            <CopyButton value={about.publicUrl} label="Copy the public URL" size="icon-xs" />
          </span>
          <span className="text-muted-foreground text-xs text-pretty">
            {about.isPublicUrlSet
              ? 'From PATCHBAY_PUBLIC_URL: server URLs begin with it.'
              : 'The address in your browser. Set PATCHBAY_PUBLIC_URL where Vapi reaches this server under another.'}
          </span>
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[8.5rem_minmax(0,1fr)] sm:px-5">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="grid min-w-0 gap-0.5">{children}</dd>
    </div>
  );
}
