/** The button that publishes a version by itself, and the dialog that it opens. */
import { type ContentState, type Id, type VersionSummary, wasPublished } from '@copydesk/contract'
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

/**
 * Nothing for what is live or was, and for those who may not publish. The dialog stays with the version that it was opened
 * for, while the page goes on to a newer one that somebody begins.
 */
export function PublishVersion({ content, version }: PublishVersionProps) {
  const [openedId, setOpened] = useState<Id | null>(null)
  const mayPublish = useMay('project.publish')
  const isOut = wasPublished(version.status)
  const opened = content.versions.find(({ id }) => id === openedId)
  if (!mayPublish || (isOut && opened === undefined)) return null
  return (
    <>
      {!isOut && (
        <Button
          size="small"
          variant={version.status === 'ready' && version.projectId === null ? 'primary' : 'secondary'}
          icon={<Rocket size={15} aria-hidden />}
          onPress={() => setOpened(version.id)}
        >
          Publish…
        </Button>
      )}
      {opened !== undefined && (
        <Suspense>
          <PublishVersionDialog content={content} version={opened} onClose={() => setOpened(null)} />
        </Suspense>
      )}
    </>
  )
}
