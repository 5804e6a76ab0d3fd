/** The button that publishes a version by itself, and the dialog that it opens. */
import { type ContentState, type VersionSummary, wasPublished } from '@copydesk/contract'
import { Rocket } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { useMay } from '../../../people/use-may.ts'

const PublishVersionDialog = later(
  async () => (await import('./PublishVersionDialog.tsx')).PublishVersionDialog,
)

export interface PublishVersionProps {
  content: ContentState
  version: VersionSummary
}

/** Nothing for what is live or was, and for those who may not publish. */
export function PublishVersion({ content, version }: PublishVersionProps) {
  const [isOpen, setOpen] = useState(false)
  const mayPublish = useMay('project.publish')
  const isOut = wasPublished(version.status)
  if (!mayPublish || (isOut && !isOpen)) return null
  return (
    <>
      {!isOut && (
        <Button
          size="small"
          variant={version.status === 'ready' && version.projectId === null ? 'primary' : 'secondary'}
          icon={<Rocket size={15} aria-hidden />}
          onPress={() => setOpen(true)}
        >
          Publish…
        </Button>
      )}
      {isOpen && (
        <Suspense>
          <PublishVersionDialog content={content} version={version} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
