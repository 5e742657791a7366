'use client';

import type { ComponentProps } from 'react';
import { TemplateGallery } from './template-gallery.tsx';

type GalleryProps = Omit<ComponentProps<typeof TemplateGallery>, 'open'>;

/** The gallery; each card leads to the page of its template. `name` is what the new workflow will be called. */
export function TemplateLinks({ name = '', ...gallery }: GalleryProps & { name?: string }) {
  const query = name.trim() === '' ? '' : `?name=${encodeURIComponent(name.trim())}`;
  return (
    <TemplateGallery {...gallery} open={({ key }) => ({ href: `/workflows/templates/${key}${query}` })} />
  );
}
