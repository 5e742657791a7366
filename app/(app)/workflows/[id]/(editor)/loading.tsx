import { EditorSkeleton } from '#components/editor/editor-skeleton.tsx';

export default function Loading() {
  return <EditorSkeleton />;
}
