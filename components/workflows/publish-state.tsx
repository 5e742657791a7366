import { Badge } from '#components/ui/badge.tsx';

/** In words: never published, published, or published with changes since. */
export function PublishState({
  publishedVersion,
  hasUnpublishedChanges,
}: {
  publishedVersion: number | null;
  hasUnpublishedChanges: boolean;
}) {
  if (publishedVersion === null) return <Badge>Draft</Badge>;
  if (hasUnpublishedChanges) {
    return <Badge tone="signal">v{publishedVersion} · draft changed</Badge>;
  }
  return <Badge tone="success">v{publishedVersion} live</Badge>;
}
