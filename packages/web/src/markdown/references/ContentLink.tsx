/** A link to content within a text: it names what it leads to, and says where that is not live. */
import type { Id } from '@copydesk/contract'
import { useReferences } from '@copydesk/react'
import { cloneElement, type ReactElement, type ReactNode, use } from 'react'
import type { LinkProps } from 'react-router'
import { useLast } from '../../frame/use-last.ts'
import styles from './References.module.css'
import { ShownIn, type ShownVersion } from './shown-in.ts'
import { isLiveFor, stateFor } from './target-words.ts'

export interface ContentLinkProps {
  contentId: Id
  /** The link as long as nothing is known of what it leads to. */
  plain: ReactElement<LinkProps>
  title: string | undefined
  /** The writer's words for it, if there are any. */
  children: ReactNode
}

/** In a text of no version, and where it is not saved yet, it is a link as any other. */
export function ContentLink(props: ContentLinkProps) {
  const version = use(ShownIn)
  return version === null ? props.plain : <KnownLink {...props} version={version} />
}

function KnownLink({
  version,
  contentId,
  plain,
  title,
  children,
}: ContentLinkProps & { version: ShownVersion }) {
  const references = useLast(useReferences(version).data ?? undefined)
  const found = references?.data.find((reference) => reference.contentId === contentId)
  if (found === undefined) return plain
  const { content, isInTrash = false } = found
  if (content === null) {
    const why = isInTrash ? 'It was deleted, and can be brought back' : 'There is no content with this id'
    return (
      <span className={styles.missing} title={why}>
        {children || (isInTrash ? 'Deleted content' : 'Missing content')}{' '}
        <small className={styles.mark}>{isInTrash ? 'in the trash' : 'missing'}</small>
      </span>
    )
  }
  const name = stateFor(content, version.language)?.title ?? content.title
  return (
    <>
      {cloneElement(plain, { title: title ?? name, children: children || name })}
      {!isLiveFor(content, version.language) && <small className={styles.mark}>not live</small>}
    </>
  )
}
