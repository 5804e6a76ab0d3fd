/** The screen at `/content/:contentId`; `?language=` and `?version=` say which version of it. */
import { useContent } from '@copydesk/react'
import { useParams } from 'react-router'
import { Skeleton, SkeletonRows, Spoken } from '../../design/index.ts'
import { LoadFailure } from '../../frame/errors/LoadFailure.tsx'
import { NotFoundScreen } from '../../frame/errors/NotFoundScreen.tsx'
import { Page } from '../../frame/Page.tsx'
import { paths } from '../../paths.ts'
import { LeftWords } from '../../unsaved/LeftWords.tsx'
import { ContentView } from './item/ContentView.tsx'

export function ContentItem() {
  const { contentId = '' } = useParams()
  // Another item is another screen: what was typed in the one must be saved before the other appears.
  return <LoadedContent key={contentId} contentId={contentId} />
}

function LoadedContent({ contentId }: { contentId: string }) {
  const content = useContent(contentId)
  // What is not even an id names nothing.
  if (content.error?.code === 'invalid_request') return <NotFoundScreen />
  if (content.status === 'error' || content.status === 'gone') {
    return (
      <LoadFailure
        error={content.error}
        onRetry={() => void content.refresh()}
        what="content"
        back={{ path: paths.content(), label: 'Go to the content' }}
      >
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
