/** Which parts of a Markdown text look how: the classes are those of the style sheet beside it. */
import { tagHighlighter, tags } from '@lezer/highlight'
import styles from './MarkdownEditor.module.css'

export const markdownLooks = tagHighlighter([
  { tag: tags.heading, class: styles.heading },
  { tag: tags.strong, class: styles.strong },
  { tag: tags.emphasis, class: styles.emphasis },
  { tag: tags.strikethrough, class: styles.struck },
  { tag: tags.link, class: styles.link },
  { tag: tags.monospace, class: styles.code },
  { tag: [tags.url, tags.processingInstruction, tags.contentSeparator, tags.labelName], class: styles.mark },
  { tag: [tags.comment, tags.meta, tags.angleBracket, tags.tagName], class: styles.mark },
])
