/** The screen at `/content/:contentId`; `?language=` and `?version=` say which version of it. */
import { useCommands, useContent } from '@copydesk/react'
import { Suspense } from 'react'
import { useParams } from 'react-router'
import { Skeleton, SkeletonRows, Spoken } from '../../design/index.ts'
import { LoadFailure } from '../../frame/errors/LoadFailure.tsx'
import { NotFoundScreen } from '../../frame/errors/NotFoundScreen.tsx'
import { Page } from '../../frame/Page.tsx'
import { later } from '../../later.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../../people/use-may.ts'
import { useNameOf } from '../../people/use-name-of.ts'
import { LeftWords } from '../../unsaved/LeftWords.tsx'
import { ContentView } from './item/ContentView.tsx'

const BringBack = later(async () => (await import('../../frame/errors/BringBack.tsx')).BringBack)

export function ContentItem() {
  const { contentId = '' } = useParams()
  // Another item is another screen: what was typed in the one must be saved before the other appears.
  return <LoadedContent key={contentId} contentId={contentId} />
}

function LoadedContent({ contentId }: { contentId: string }) {
  const content = useContent(contentId)
  const commands = useCommands()
  const nameOf = useNameOf()
  const mayWrite = useMay('content.write')
  // What is not even an id names nothing.
  if (content.error?.code === 'invalid_request') return <NotFoundScreen />
  if (content.status === 'error' || content.status === 'gone') {
    const by = content.status === 'gone' ? content.by : null
    return (
      <LoadFailure
        error={content.error}
        onRetry={() => void content.refresh()}
        what="content"
        by={by === null ? null : nameOf(by)}
        back={{ path: paths.content(), label: 'Go to the content' }}
      >
        {mayWrite && (
          <Suspense>
            <BringBack
              restore={async () => (await commands.restoreContent(contentId)).ok}
              onBack={() => void content.refresh()}
            />
          </Suspense>
        )}
        <LeftWords
          isLeft={(subject) => subject.kind === 'version' && subject.contentId === contentId}
          what="This content was deleted"
          instead={null}
        />
      </LoadFailure>
    )
  }
  if (content.status === 'loading') {
    return (
      <Page title="Content" lead={<Skeleton width="180px" />} heading={<Spoken>Content</Spoken>}>
        <SkeletonRows label="Loading the content" count={10} />
      </Page>
    )
  }
  return <ContentView content={content.data} />
}
