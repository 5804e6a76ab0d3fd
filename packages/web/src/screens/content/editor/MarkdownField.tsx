/** The field for the text, whose code comes after the screen's. */
import { Suspense } from 'react'
import { SkeletonRows } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import type { MarkdownEditorProps } from './codemirror/MarkdownEditor.tsx'

const MarkdownEditor = later(
  async () => (await import('./codemirror/MarkdownEditor.tsx')).MarkdownEditor,
  'now',
)

export function MarkdownField(props: MarkdownEditorProps) {
  return (
    <Suspense fallback={<SkeletonRows label="Loading the text" count={10} />}>
      <MarkdownEditor {...props} />
    </Suspense>
  )
}
