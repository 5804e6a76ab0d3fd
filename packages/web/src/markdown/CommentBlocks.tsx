/**
 * The document of a comment as React elements, of bounded size: what is beyond it stands as it was typed. Loaded when
 * first needed: use CommentText.
 */
import '@fontsource-variable/inter/wght-italic.css'
import {
  type Block,
  type CommentDocument,
  type ListItem,
  parseComment,
  printComment,
} from '@copydesk/contract'
import { useMemo } from 'react'
import { CommentWords } from './CommentWords.tsx'
import { cutDocument } from './cut-document.ts'
import { TypedText } from './TypedText.tsx'

export function CommentBlocks({ text }: { text: string }) {
  const { shown, rest } = useMemo(() => cutDocument(parseComment(text)), [text])
  return (
    <>
      <Blocks blocks={shown} isTop />
      {rest.length > 0 && <TypedText text={printComment(rest)} />}
    </>
  )
}

interface BlocksProps {
  blocks: CommentDocument
  /** Of the text itself: each has a direction of its own. */
  isTop?: boolean
  isQuoted?: boolean
}

function Blocks({ blocks, isTop = false, isQuoted = false }: BlocksProps) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the blocks have no identity but their order.
    <OneBlock key={index} block={block} dir={isTop ? 'auto' : undefined} isQuoted={isQuoted} />
  ))
}

interface OneBlockProps {
  block: Block
  dir: 'auto' | undefined
  isQuoted: boolean
}

function OneBlock({ block, dir, isQuoted }: OneBlockProps) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir={dir}>
          <CommentWords content={block.content} isQuoted={isQuoted} />
        </p>
      )
    case 'code_block':
      return (
        <pre dir={dir}>
          <code>{block.text}</code>
        </pre>
      )
    case 'quote':
      return (
        <blockquote dir={dir}>
          <Blocks blocks={block.blocks} isQuoted />
        </blockquote>
      )
    case 'rule':
      return <hr />
    case 'list': {
      const items = block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items have no identity but their order.
        <Item key={index} item={item} isQuoted={isQuoted} />
      ))
      if (block.start === null) return <ul dir={dir}>{items}</ul>
      return (
        <ol dir={dir} start={block.start}>
          {items}
        </ol>
      )
    }
  }
}

function Item({ item: { isChecked, blocks }, isQuoted }: { item: ListItem; isQuoted: boolean }) {
  const [first, ...others] = blocks
  return (
    <li>
      {isChecked !== null && (
        <>
          <input
            type="checkbox"
            checked={isChecked}
            disabled
            aria-label={isChecked ? 'Done' : 'To do'}
          />{' '}
        </>
      )}
      {/* The first words stand beside the mark of the item. */}
      {first?.kind === 'paragraph' ? (
        <CommentWords content={first.content} isQuoted={isQuoted} />
      ) : (
        first && <Blocks blocks={[first]} isQuoted={isQuoted} />
      )}
      <Blocks blocks={others} isQuoted={isQuoted} />
    </li>
  )
}
