/** Pasted HTML as the Markdown of a comment. Loaded at the first paste. */
import { type CommentDocument, parseComment, printComment } from '@copydesk/contract'
import { documentOfHtml } from './document-of-html.ts'

/** Longer HTML is pasted as its words. */
const maxLength = 500_000

/**
 * `before`: what the line says already that it is pasted into. Null where nothing of it is more than words and lines: they
 * are pasted as they are.
 */
export function markdownOfHtml(html: string, before = ''): string | null {
  if (html.length > maxLength) return null
  const document = documentOfHtml(new DOMParser().parseFromString(html, 'text/html').body)
  if (isPlain(document)) return null
  const markdown = printComment(document)
  // What would not be read as it was meant is better pasted as its words.
  if (parseComment(markdown).length !== document.length) return null
  // A list, a quote or code begins a line.
  return before.trim() === '' || document[0]?.kind === 'paragraph' ? markdown : `\n\n${markdown}`
}

function isPlain(document: CommentDocument): boolean {
  return document.every(
    (block) =>
      block.kind === 'paragraph' &&
      block.content.every(
        (run) => run.kind === 'break' || (run.kind === 'text' && run.marks.length === 0 && run.link === null),
      ),
  )
}
