/** A link within a text: to content within the app, to anywhere else in a window of its own. */
import { contentOf } from '@copydesk/contract'
import { type ReactNode, Suspense } from 'react'
import { Link } from 'react-router'
import { later } from '../later.tsx'
import { paths } from '../paths.ts'

const ContentLink = later(async () => (await import('./references/ContentLink.tsx')).ContentLink)

export interface TextLinkProps {
  href: string
  title: string | undefined
  children: ReactNode
}

/** The address must be harmless already. */
export function TextLink({ href, title, children }: TextLinkProps) {
  const content = contentOf(href)
  if (content === null) {
    return (
      <a href={href} title={title} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    )
  }
  const plain = (
    <Link to={paths.contentItem(content.contentId) + content.fragment} title={title}>
      {children || 'Content'}
    </Link>
  )
  return (
    <Suspense fallback={plain}>
      <ContentLink contentId={content.contentId} plain={plain} title={title}>
        {children}
      </ContentLink>
    </Suspense>
  )
}
