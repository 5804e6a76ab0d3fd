/** A content item embedded in a text: its own text, framed, as readers of the outer one would find it. */
import { type ContentState, type Id, wasPublished } from '@copydesk/contract'
import { useContent } from '@copydesk/react'
import { type ReactNode, use, useMemo } from 'react'
import { Link } from 'react-router'
import { typeLooks } from '../../content/content-words.ts'
import { useVersion } from '../../content/use-version.ts'
import { Badge, Skeleton } from '../../design/index.ts'
import { ErrorBoundary } from '../../frame/ErrorBoundary.tsx'
import { paths } from '../../paths.ts'
import { withoutHeaps } from '../plain-text.ts'
import { TypedText } from '../TypedText.tsx'
import styles from './References.module.css'
import { EmbeddedIn, ShownIn, type ShownVersion } from './shown-in.ts'
import { isLiveFor, stateFor } from './target-words.ts'

/** Embeds within each other, and within one text that is embedded: what is deeper or further down is named alone. */
const maxDepth = 3
const maxWithin = 3
/** In the text that is shown itself. */
const maxInText = 20
/** Characters of an embedded text; the rest is a click away. */
const maxLength = 20_000

export interface EmbedProps {
  contentId: Id
  /** Of the embeds in its text, from 1. */
  place: number
  /** What the writer calls it. */
  words: string
  /** Draws a text, with the embeds in it. */
  render: (text: string) => ReactNode
}

export function Embed({ contentId, place, words, render }: EmbedProps) {
  const around = use(EmbeddedIn)
  const version = use(ShownIn)
  const path = version === null ? around : [...around, version.contentId]
  if (path.includes(contentId)) return <Named contentId={contentId} words={words} why="embeds itself" />
  if (version === null || path.length > maxDepth || place > (path.length > 1 ? maxWithin : maxInText)) {
    return <Named contentId={contentId} words={words} why="not shown here" />
  }
  return (
    <EmbeddedIn value={path}>
      <Loaded contentId={contentId} words={words} outer={version} render={render} />
    </EmbeddedIn>
  )
}

function Loaded({ contentId, words, outer, render }: Omit<EmbedProps, 'place'> & { outer: ShownVersion }) {
  const { data: content, error } = useContent(contentId)
  const version = content && versionFor(content, outer)
  if (content && version) {
    return <Whole content={content} version={version} outer={outer} render={render} />
  }
  if (error) return <Named contentId={contentId} words={words} why={error.title.toLowerCase()} />
  return (
    <div role="status" aria-label="Loading what is embedded" className={styles.embed}>
      <Skeleton width="40%" />
    </div>
  )
}

interface WholeProps {
  content: ContentState
  version: ShownVersion & { title: string }
  outer: ShownVersion
  render: EmbedProps['render']
}

function Whole({ content, version, outer, render }: WholeProps) {
  const { version: loaded } = useVersion(content.id, version.id, version.revision)
  const { icon: TypeIcon, label } = typeLooks[content.type]
  const shown = useMemo<ShownVersion>(() => version, [version])
  const body = loaded?.body ?? ''
  const isCut = body.length > maxLength
  const text = useMemo(() => withoutHeaps(isCut ? firstOf(body) : body), [isCut, body])
  return (
    <figure aria-label={`Embedded: ${version.title}`} className={styles.embed}>
      <figcaption className={styles.caption}>
        <TypeIcon size={14} role="img" aria-label={label} />
        <Link to={paths.contentItem(content.id)} dir="auto">
          {version.title}
        </Link>
        {!isLiveFor(content, outer.language) && <Badge tone="warning">not live</Badge>}
      </figcaption>
      <ShownIn value={shown}>
        <ErrorBoundary fallback={<TypedText text={text} />} resetKey={text}>
          <div className={styles.text}>{render(text)}</div>
        </ErrorBoundary>
      </ShownIn>
      {isCut && <p className={styles.rest}>It goes on; only its beginning is shown.</p>}
    </figure>
  )
}

/** Who reads what is live finds what is live of it too; else the newest, as it would go out. */
function versionFor(content: ContentState, outer: ShownVersion): WholeProps['version'] | undefined {
  const state = stateFor(content, outer.language)
  const own = content.versions.filter(({ language }) => language === state?.language)
  const live = wasPublished(outer.status) ? own.find(({ status }) => status === 'published') : undefined
  return live ?? own.find(({ id }) => id === state?.versionId)
}

/** Up to the end of a paragraph, where there is one. */
function firstOf(body: string): string {
  const end = body.lastIndexOf('\n\n', maxLength)
  return body.slice(0, end > 0 ? end : maxLength)
}

function Named({ contentId, words, why }: { contentId: Id; words: string; why: string }) {
  return (
    <p className={styles.embed}>
      <Link to={paths.contentItem(contentId)}>{words || 'Embedded content'}</Link>{' '}
      <small className={styles.mark}>{why}</small>
    </p>
  )
}
