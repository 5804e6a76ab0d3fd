/**
 * Markdown as React elements. HTML in the text stays text, addresses are limited to what cannot run, so nothing
 * typed can act. Loaded when first needed: use MarkdownText.
 */
import '@fontsource-variable/inter/wght-italic.css'
import type { ComponentProps, ReactNode } from 'react'
import Markdown, { type Components, defaultUrlTransform } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { cx } from '../../../design/index.ts'
import styles from './MarkdownText.module.css'
import type { MarkdownTextProps } from './MarkdownText.tsx'
import { mentionLinks, personScheme } from './mention-links.ts'
import { nestHeadings } from './nest-headings.ts'

const plugins = { document: [remarkGfm, nestHeadings], remark: [remarkGfm, mentionLinks] }

const shared: Components = {
  a: Anchor,
  img: ({ src, alt }) => <img src={src} alt={alt ?? ''} loading="lazy" decoding="async" />,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, also for the keyboard.
    <section className={cx(styles.table)} aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  ),
}
const components: Record<MarkdownTextProps['look'], Components> = {
  document: shared,
  // What someone shouts in a comment is no part of the page's outline.
  remark: { ...shared, h1: Loud, h2: Loud, h3: Loud, h4: Loud, h5: Loud, h6: Loud },
}

export function MarkdownDocument({ text, look }: MarkdownTextProps) {
  return (
    <Markdown remarkPlugins={plugins[look]} components={components[look]} urlTransform={allowedAddress}>
      {text}
    </Markdown>
  )
}

function Loud({ children }: { children?: ReactNode }) {
  return (
    <p>
      <strong>{children}</strong>
    </p>
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
