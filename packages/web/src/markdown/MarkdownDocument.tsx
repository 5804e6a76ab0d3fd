/**
 * The blocks of a Markdown text as React elements, in pieces: the first at once, the others each in a moment of its
 * own, so that a long text does not hold up what else happens. Loaded when first needed: use MarkdownText.
 */
import '@fontsource-variable/inter/wght-italic.css'
import { contentOf } from '@copydesk/contract'
import { type Components, toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ReactNode } from 'react'
import {
  type ComponentProps,
  createContext,
  memo,
  Suspense,
  startTransition,
  use,
  useEffect,
  useId,
  useMemo,
  useState,
} from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { later } from '../later.tsx'
import type { MarkdownBlock } from './blocks.ts'
import styles from './MarkdownText.module.css'
import type { MarkdownTextProps } from './MarkdownText.tsx'
import { isRelative } from './relative-address.ts'
import { TextLink } from './TextLink.tsx'
import { TypedText } from './TypedText.tsx'
import { useBlocks } from './use-blocks.ts'

const Embed = later(async () => (await import('./references/Embed.tsx')).Embed)

/** Nodes drawn without a pause: a screen or two of text. */
const pieceSize = 1_500

/** Sets the ids of this text's footnotes apart from those of other texts on the page. */
const TextId = createContext('')

const components = {
  a: DocumentAnchor,
  li: ListItem,
  img: DocumentImage,
  table: ({ children, dir }: ComponentProps<'table'>) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, also for the keyboard.
    <section className={styles.table} aria-label="Table" tabIndex={0}>
      <table dir={dir}>{children}</table>
    </section>
  ),
} satisfies Components

export function MarkdownDocument({ text }: MarkdownTextProps) {
  const blocks = useBlocks(text)
  const textId = useId()
  if (blocks === null) return <TypedText text={text} />
  return (
    <TextId value={textId}>
      <Pieces blocks={blocks} />
    </TextId>
  )
}

function Pieces({ blocks }: { blocks: MarkdownBlock[] }) {
  const pieces = useMemo(() => cut(blocks), [blocks])
  const [count, setCount] = useState(1)
  const isWhole = count >= pieces.length
  useEffect(() => {
    if (isWhole) return
    const timer = setTimeout(() => startTransition(() => setCount(count + 1)))
    return () => clearTimeout(timer)
  }, [count, isWhole])
  return pieces.slice(0, count).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces have no identity but their order.
    <Piece key={index} blocks={piece} />
  ))
}

const Piece = memo(function Piece({ blocks }: { blocks: MarkdownBlock[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the blocks have no identity but their order.
    <Block key={index} block={block} />
  ))
})

function Block({ block }: { block: MarkdownBlock }): ReactNode {
  if ('typed' in block) return <TypedText text={block.typed} />
  return toJsxRuntime(block.tree, {
    Fragment,
    jsx,
    jsxs,
    components,
    ignoreInvalidStyle: true,
  })
}

function cut(blocks: MarkdownBlock[]): MarkdownBlock[][] {
  const pieces: MarkdownBlock[][] = [[]]
  let room = pieceSize
  for (const block of blocks) {
    if (room <= 0) {
      pieces.push([])
      room = pieceSize
    }
    pieces.at(-1)?.push(block)
    room -= 'size' in block ? block.size : block.typed.length / 10
  }
  return pieces
}

function ListItem({ id, children, className }: ComponentProps<'li'>) {
  const textId = use(TextId)
  return (
    <li id={id && textId + id} className={className}>
      {children}
    </li>
  )
}

function Anchor({ href = '', id, children, title, 'aria-label': label }: ComponentProps<'a'>): ReactNode {
  const textId = use(TextId)
  if (href === '') return <span>{children}</span>
  // The footnotes of this text, and the way back from them.
  if (href.startsWith('#user-content-')) {
    return (
      <a href={`#${textId}${href.slice(1)}`} id={id && textId + id} aria-label={label}>
        {children}
      </a>
    )
  }
  return (
    <TextLink href={href} title={title}>
      {children}
    </TextLink>
  )
}

/** A page refers to files beside it; those that are content have their own addresses, and the others are not here. */
function DocumentAnchor(props: ComponentProps<'a'>): ReactNode {
  const { href = '', children } = props
  return isRelative(href) ? <NotHere address={href}>{children}</NotHere> : <Anchor {...props} />
}

function DocumentImage(props: ComponentProps<'img'> & { 'data-embed'?: string }): ReactNode {
  const { src = '', alt = '', 'data-embed': place } = props
  const words = alt || src
  if (isRelative(src)) return <NotHere address={src}>{words}</NotHere>
  const content = contentOf(src)
  if (content === null) {
    return <img src={src} alt={alt} loading="lazy" decoding="async" referrerPolicy="no-referrer" />
  }
  const link = <Anchor href={src}>{alt}</Anchor>
  if (place === undefined) return link
  return (
    <Suspense fallback={link}>
      <Embed contentId={content.contentId} words={alt} place={Number(place)} render={renderEmbedded} />
    </Suspense>
  )
}

function renderEmbedded(text: string): ReactNode {
  return <MarkdownDocument text={text} />
}

function NotHere({ address, children }: { address: string; children: ReactNode }) {
  return (
    <span className={styles.notHere} title={`${address} is not in Copydesk`}>
      {children}
    </span>
  )
}
