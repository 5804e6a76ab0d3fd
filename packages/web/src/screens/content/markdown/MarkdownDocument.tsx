/**
 * Markdown as React elements. HTML in the text stays text, addresses are limited to what cannot run, so nothing
 * typed can act. Loaded when first needed: use MarkdownText.
 */
import type { ComponentProps, ReactNode } from 'react'
import Markdown, { type Components, defaultUrlTransform } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { cx } from '../../../design/index.ts'
import styles from './MarkdownText.module.css'
import { mentionLinks, personScheme } from './mention-links.ts'

const plugins = [remarkGfm, mentionLinks]

// The page's own headings come above these, whatever the text calls its levels.
const components: Components = {
  a: Anchor,
  h1: 'h3',
  h2: 'h4',
  h3: 'h5',
  h4: 'h6',
  h5: 'h6',
  img: ({ src, alt }) => <img src={src} alt={alt ?? ''} loading="lazy" decoding="async" />,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, also for the keyboard.
    <section className={cx(styles.table)} aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
}

/** The default export, for `lazy`. */
export default function MarkdownDocument({ text }: { text: string }) {
  return (
    <Markdown remarkPlugins={plugins} components={components} urlTransform={allowedAddress}>
      {text}
    </Markdown>
  )
}

function allowedAddress(address: string): string {
  return address.startsWith(personScheme) ? address : defaultUrlTransform(address)
}

function Anchor({ href = '', children }: ComponentProps<'a'>): ReactNode {
  if (href.startsWith(personScheme)) return <span className={cx(styles.mention)}>{children}</span>
  if (href === '') return <span>{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}
